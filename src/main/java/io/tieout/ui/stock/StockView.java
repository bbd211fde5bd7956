package io.tieout.ui.stock;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.Position;
import io.tieout.inventory.PositionFilter;
import io.tieout.inventory.PositionFilter.Lack;
import io.tieout.inventory.StockHealth;
import io.tieout.inventory.StopSales;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Figures;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

@Route("stock")
@PermitAll
class StockView extends ListView<Position> {

    private final transient Inventory inventory;

    StockView(Inventory inventory, StopSales stopSales, CurrentActor actor) {
        super(
                "Stock",
                "Positions per SKU and location. Available to promise = on hand − reserved − quality hold − safety stock.",
                columns());
        this.inventory = inventory;
        addTextFilter("sku", "SKU");
        addTextFilter("location", "Location");
        addChoiceFilter("lack", "Lack", LACKS, "any");
        addBeforeRows(figures(inventory.health()));
        addAction(new StopSaleDialog(stopSales, actor, this::refresh).button());
    }

    private static final Map<String, String> LACKS = new LinkedHashMap<>();

    static {
        LACKS.put(Lack.BELOW_ZERO.name(), "On hand below zero");
        LACKS.put(Lack.UNCOVERED.name(), "Reserved but not there");
        LACKS.put(Lack.NOTHING_TO_PROMISE.name(), "Nothing to promise");
    }

    /** What is wrong or scarce, each figure leading to exactly the positions it counts. */
    private static Figures figures(StockHealth health) {
        return new Figures("Stock at a glance")
                .figure("Positions", health.positions(), "stock", Status.IGNORED)
                .figure("Reserved but not there", health.uncovered(), "stock?lack=" + Lack.UNCOVERED, Status.BLOCKED)
                .figure("On hand below zero", health.belowZero(), "stock?lack=" + Lack.BELOW_ZERO, Status.NEEDS_YOU)
                .figure(
                        "Nothing to promise",
                        health.nothingToPromise(),
                        "stock?lack=" + Lack.NOTHING_TO_PROMISE,
                        Status.WAITING);
    }

    private static List<Column<Position>> columns() {
        return List.of(
                Column.of("sku", "SKU", row -> row.sku().value(), row -> Show.code(row.sku())),
                Column.text("location", "Location", row -> row.location().value()),
                quantity("onHand", "On hand", Position::onHand),
                quantity("reserved", "Reserved", Position::reserved),
                quantity("qualityHold", "Quality hold", Position::qualityHold),
                quantity("inTransit", "In transit", Position::inTransit),
                quantity("customerOwned", "Of customers", Position::customerOwned),
                quantity("safetyStock", "Safety stock", Position::safetyStock),
                quantity("atp", "Available to promise", Position::availableToPromise),
                Column.of(
                        "sale",
                        "Sale",
                        row -> row.blocked() ? "stopped" : "",
                        row -> row.blocked() ? new StatusChip(Status.BLOCKED, "Stopped") : new Span()),
                Column.of("changed", "Changed", row -> Show.exact(row.changedAt()), row -> Show.ago(row.changedAt())));
    }

    private static Column<Position> quantity(String key, String header, Function<Position, Quantity> value) {
        return Column.number(key, header, row -> value.apply(row).toString(), row -> Show.quantity(value.apply(row)));
    }

    @Override
    protected Page<Position> page(Filters filters, int limit, @Nullable String after) {
        return inventory.positions(
                new PositionFilter(filters.get("sku"), filters.get("location"), filters.get("lack", Lack.class)),
                limit,
                after);
    }

    @Override
    protected void open(Position row) {
        getUI().ifPresent(ui -> ui.navigate(
                MovementsView.class,
                new com.vaadin.flow.router.QueryParameters(Map.of(
                        "sku",
                        List.of(row.sku().value()),
                        "location",
                        List.of(row.location().value())))));
    }

    @Override
    protected String whenEmpty() {
        return "Positions appear when stock is opened, received or counted: POST /api/v1/inventory/movements, or a stock message.";
    }
}
