package io.tieout.ui.catalog;

import io.tieout.catalog.ResolvedPrice;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Show;
import java.util.List;

/** How what a product costs looks on every page. */
final class PriceColumns {

    private PriceColumns() {}

    static List<Column<ResolvedPrice>> timeline() {
        return List.of(
                Column.of("from", "From", row -> Show.exact(row.from()), row -> Show.ago(row.from())),
                Column.of(
                        "until",
                        "Until",
                        row -> row.until() == null ? "" : Show.exact(row.until()),
                        row -> Show.ago(row.until())),
                Column.number("price", "Price", row -> Show.plain(row.price()), row -> Show.money(row.price())),
                Column.number(
                        "list price",
                        "Before promotions",
                        row -> Show.plain(row.listPrice()),
                        row -> Show.money(row.listPrice())),
                Column.text("tax", "Tax", row -> row.taxInclusive() ? "included" : "not included"),
                Column.text("list", "Price list", ResolvedPrice::list),
                Column.text("promotions", "Promotions", row -> String.join(", ", row.promotions())));
    }
}
