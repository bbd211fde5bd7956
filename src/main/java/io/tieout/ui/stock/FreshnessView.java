package io.tieout.ui.stock;

import com.vaadin.flow.router.Route;
import io.tieout.inventory.Freshness;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Route("stock/locations")
@PermitAll
class FreshnessView extends ListView<Freshness> {

    private final transient Inventory inventory;

    FreshnessView(Inventory inventory) {
        super(
                "Locations",
                "When each location was last heard of, and what that means for what is offered from it. It comes back by itself.",
                columns());
        this.inventory = inventory;
        addTextFilter("location", "Location");
        addChoiceFilter("grade", "Grade", choices(Freshness.Grade.values()));
    }

    private static List<Column<Freshness>> columns() {
        return List.of(
                Column.of("location", "Location", row -> row.location().value(), row -> Show.code(row.location())),
                Column.of("heard", "Last heard", row -> Show.exact(row.heardAt()), row -> Show.ago(row.heardAt())),
                Column.of("grade", "Offered", row -> Show.words(row.grade()), FreshnessView::chip),
                Column.of("since", "Since", row -> Show.exact(row.since()), row -> Show.ago(row.since())));
    }

    private static StatusChip chip(Freshness row) {
        return switch (row.grade()) {
            case NORMAL -> new StatusChip(Status.DONE, "Normally");
            case RAISED_BUFFER -> new StatusChip(Status.WAITING, "With a raised buffer");
            case COLLECT_ONLY -> new StatusChip(Status.NEEDS_YOU, "For collection only");
            case OFF_SALE -> new StatusChip(Status.BLOCKED, "Off sale");
        };
    }

    @Override
    protected Page<Freshness> page(Filters filters, int limit, @Nullable String after) {
        var location = filters.get("location");
        var grade = filters.get("grade", Freshness.Grade.class);
        var rows = inventory.freshness().stream()
                .filter(row -> location == null || row.location().value().equals(location))
                .filter(row -> grade == null || row.grade() == grade)
                .filter(row -> after == null || row.location().value().compareTo(after) > 0)
                .sorted((one, other) ->
                        one.location().value().compareTo(other.location().value()))
                .limit(limit + 1L)
                .toList();
        return Page.of(rows, limit, row -> row.location().value());
    }

    @Override
    protected void open(Freshness row) {
        getUI().ifPresent(ui -> ui.navigate(
                StockView.class,
                new com.vaadin.flow.router.QueryParameters(
                        Map.of("location", List.of(row.location().value())))));
    }

    @Override
    protected String whenEmpty() {
        return "A location appears once its till, store or warehouse system has told something.";
    }
}
