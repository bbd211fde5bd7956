package io.tieout.ui.catalog;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.Prices;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The prices of all lists; a row leads to the product with what it costs when. */
@Route("prices")
@PermitAll
class PricesView extends ListView<PriceEntry> {

    private final transient Prices prices;

    PricesView(Prices prices) {
        super(
                "Prices",
                "What each list says, and from when to when. The product's page says which one counts.",
                columns());
        this.prices = prices;
        addTextFilter("sku", "SKU");
        addTextFilter("list", "Price list");
    }

    private static List<Column<PriceEntry>> columns() {
        return List.of(
                Column.of(
                        "sku",
                        "SKU",
                        row -> row.sku().value(),
                        row -> new Anchor("product/" + row.sku(), row.sku().value())),
                Column.text("list", "Price list", PriceEntry::list),
                Column.number("price", "Price", row -> Show.plain(row.price()), row -> Show.money(row.price())),
                Column.of("from", "From", row -> Show.exact(row.validFrom()), row -> Show.ago(row.validFrom())),
                Column.of(
                        "to",
                        "Until",
                        row -> row.validTo() == null ? "" : Show.exact(row.validTo()),
                        row -> Show.ago(row.validTo())));
    }

    @Override
    protected Page<PriceEntry> page(Filters filters, int limit, @Nullable String after) {
        return prices.entries(filters.get("list"), filters.get("sku"), limit, after);
    }

    @Override
    protected String whenEmpty() {
        return "Prices appear when an ERP's price file, the API or a configuration file brings them.";
    }
}
