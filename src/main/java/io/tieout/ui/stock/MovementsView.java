package io.tieout.ui.stock;

import com.vaadin.flow.router.Route;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.PositionFilter;
import io.tieout.inventory.RecordedMovement;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.prove.TraceView;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("stock/movements")
@PermitAll
class MovementsView extends ListView<RecordedMovement> {

    private final transient Inventory inventory;

    MovementsView(Inventory inventory) {
        super(
                "Stock movements",
                "The ledger that every position is the sum of. Nothing in it is ever changed.",
                columns());
        this.inventory = inventory;
        addTextFilter("sku", "SKU");
        addTextFilter("location", "Location");
    }

    private static List<Column<RecordedMovement>> columns() {
        return List.of(
                Column.number("sequence", "No.", row -> "" + row.sequence(), row -> Show.count(row.sequence())),
                Column.of(
                        "occurred",
                        "Occurred",
                        row -> Show.exact(row.movement().occurredAt()),
                        row -> Show.ago(row.movement().occurredAt())),
                Column.of(
                        "sku",
                        "SKU",
                        row -> row.movement().sku().value(),
                        row -> Show.code(row.movement().sku())),
                Column.text(
                        "location", "Location", row -> row.movement().location().value()),
                Column.text("bucket", "Bucket", row -> Show.words(row.movement().bucket())),
                Column.text("reason", "Reason", row -> Show.words(row.movement().reason())),
                Column.number(
                        "quantity",
                        "Quantity",
                        row -> row.movement().quantity().toString(),
                        row -> Show.quantity(row.movement().quantity())),
                Column.of(
                        "source",
                        "Source",
                        row -> row.movement().sourceKey(),
                        row -> Show.code(row.movement().sourceKey())));
    }

    @Override
    protected Page<RecordedMovement> page(Filters filters, int limit, @Nullable String after) {
        return inventory.movements(new PositionFilter(filters.get("sku"), filters.get("location")), limit, after);
    }

    @Override
    protected void open(RecordedMovement row) {
        getUI().ifPresent(ui ->
                ui.navigate(TraceView.class, TraceView.of(row.movement().sourceKey())));
    }

    @Override
    protected String whenEmpty() {
        return "No movement yet. Receipts, sales, shipments and counts each write one.";
    }
}
