package io.tieout.ui.deliveries;

import com.vaadin.flow.router.Route;
import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;

@Route("deliveries")
@PermitAll
class DeliveriesView extends ListView<Delivery> {

    private final transient Deliveries deliveries;

    DeliveriesView(Deliveries deliveries) {
        super(
                "Deliveries",
                "What left, or is to leave: in order per business key, each written with the fact that caused it.",
                columns());
        this.deliveries = deliveries;
        addTextFilter("destination", "Destination");
        addTextFilter("key", "Business key");
        addChoiceFilter("state", "State", choices(Delivery.State.values()));
    }

    private static List<Column<Delivery>> columns() {
        return List.of(
                Column.of("created", "Created", row -> Show.exact(row.createdAt()), row -> Show.ago(row.createdAt())),
                Column.text("destination", "Destination", Delivery::destination),
                Column.text("type", "Type", Delivery::type),
                Column.of("key", "Business key", Delivery::key, row -> Show.code(row.key())),
                Column.of("state", "State", row -> Show.words(row.state()), DeliveriesView::chip),
                Column.number("attempts", "Attempts", row -> "" + row.attempts(), row -> Show.count(row.attempts())),
                Column.of(
                        "document",
                        "Receiver's number",
                        row -> row.documentNumber() == null ? "" : row.documentNumber(),
                        row -> Show.code(row.documentNumber())),
                Column.text("error", "Last error", row -> row.lastError() == null ? "" : row.lastError()),
                Column.number("sequence", "Seq.", row -> "" + row.sequence(), row -> Show.count(row.sequence())));
    }

    static StatusChip chip(Delivery delivery) {
        return switch (delivery.state()) {
            case PENDING -> new StatusChip(Status.WAITING, delivery.attempts() == 0 ? "Waiting" : "Retrying");
            case DELIVERED -> new StatusChip(Status.DONE, "Delivered");
            case UNKNOWN -> new StatusChip(Status.WAITING, "Outcome unknown");
            case DEAD -> new StatusChip(Status.NEEDS_YOU, "Given up");
            case SKIPPED -> new StatusChip(Status.IGNORED, "Skipped");
        };
    }

    @Override
    protected Page<Delivery> page(Filters filters, int limit, @Nullable String after) {
        return deliveries.list(
                filters.get("destination"),
                filters.get("key"),
                filters.get("state", Delivery.State.class),
                limit,
                after);
    }

    @Override
    protected void open(Delivery row) {
        getUI().ifPresent(ui -> ui.navigate("deliveries/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Deliveries appear when something happens that a destination listens to.";
    }
}
