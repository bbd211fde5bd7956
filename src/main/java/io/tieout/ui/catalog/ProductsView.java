package io.tieout.ui.catalog;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Product;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("products")
@PermitAll
class ProductsView extends ListView<Product> {

    private final transient Catalog catalog;

    ProductsView(Catalog catalog) {
        super(
                "Products",
                "What may be sold, as the ERP's master data says. Partners' own codes lead here through SKU mappings.",
                columns());
        this.catalog = catalog;
        addTextFilter("search", "SKU, name or GTIN");
        var proposals = new RouterLink("Proposed changes", ProposalsView.class);
        proposals.addClassName("button-link");
        addAction(proposals);
    }

    private static List<Column<Product>> columns() {
        return List.of(
                Column.of("sku", "SKU", row -> row.sku().value(), row -> Show.code(row.sku())),
                Column.text("name", "Name", Product::name),
                Column.of("gtin", "GTIN", row -> row.gtin() == null ? "" : row.gtin(), row -> Show.code(row.gtin())),
                Column.text("tax", "Tax category", Product::taxCategory),
                Column.text("hierarchy", "Hierarchy", row -> row.hierarchy() == null ? "" : row.hierarchy()),
                Column.text("unit", "Unit", Product::unit),
                Column.of(
                        "state",
                        "State",
                        row -> row.active() ? "Active" : "Retired",
                        row -> row.active()
                                ? new StatusChip(Status.DONE, "Active")
                                : new StatusChip(Status.IGNORED, "Retired")),
                Column.of("stock", "Stock", _ -> "", ProductsView::stock));
    }

    @Override
    protected void open(Product row) {
        getUI().ifPresent(ui -> ui.navigate(ProductView.class, row.sku().value()));
    }

    private static Anchor stock(Product product) {
        var link = new Anchor(
                "stock?sku=" + URLEncoder.encode(product.sku().value(), StandardCharsets.UTF_8), "Positions");
        link.setAriaLabel("Positions of " + product.sku());
        return link;
    }

    @Override
    protected Page<Product> page(Filters filters, int limit, @Nullable String after) {
        return catalog.products(filters.get("search"), limit, after);
    }

    @Override
    protected String whenEmpty() {
        return "Products appear when a product message or a configuration file brings them.";
    }
}
