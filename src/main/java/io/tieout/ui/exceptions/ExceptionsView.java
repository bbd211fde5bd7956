package io.tieout.ui.exceptions;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Page;
import io.tieout.ui.kit.BulkBar;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.ListView;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

@Route("exceptions")
@PermitAll
class ExceptionsView extends ListView<WorkItem> {

    private final transient WorkItems workItems;
    private final transient CurrentActor actor;

    ExceptionsView(WorkItems workItems, CurrentActor actor) {
        super(
                "Exceptions",
                "What a person must fix: what happened, what it holds up, since when, whose it is.",
                columns());
        this.workItems = workItems;
        this.actor = actor;
        addChoiceFilter("state", "State", choices(WorkItem.State.values()), "open");
        addChoiceFilter("owner", "Owner", owners());
        addTextFilter("code", "Code");
        addTextFilter("subject", "Subject");
        addBulk(actor, this::deeds);
    }

    /** What the items offer that are this person's; what mends one item's own payload is done on its page. */
    private List<BulkBar.Deed<WorkItem>> deeds(List<WorkItem> items) {
        var mine = items.stream().filter(this::isMine).toList();
        var deeds = new LinkedHashMap<String, BulkBar.Deed<WorkItem>>();
        if (!mine.isEmpty()) {
            deeds.put(
                    "",
                    new BulkBar.Deed<>(
                            "Take",
                            List.of(),
                            this::isMine,
                            (item, _) -> workItems.assign(item.id(), actor.get().name(), actor.get())));
        }
        for (var item : mine) {
            for (var action : item.actions()) {
                if (!action.parameters().contains("body")) {
                    deeds.computeIfAbsent(
                            action.name(),
                            name -> new BulkBar.Deed<>(
                                    action.label(),
                                    action.parameters(),
                                    other -> isMine(other) && other.actions().contains(action),
                                    (other, parameters) -> workItems.act(other.id(), name, parameters, actor.get())));
                }
            }
        }
        return List.copyOf(deeds.values());
    }

    private boolean isMine(WorkItem item) {
        return item.state() == WorkItem.State.OPEN
                && (actor.hasRole(item.ownerRole()) || actor.hasRole(Roles.ADMINISTRATOR));
    }

    private static Map<String, String> owners() {
        var owners = new LinkedHashMap<String, String>();
        for (var role : List.of(
                "integration",
                "operations",
                "inventory",
                "finance-clerk",
                "finance-controller",
                "data-steward",
                "administrator")) {
            owners.put(role, Show.words(role));
        }
        return owners;
    }

    private static List<Column<WorkItem>> columns() {
        return List.of(
                Column.of("title", "What", WorkItem::title, ExceptionsView::what),
                Column.of("state", "State", item -> Show.words(item.state()), ExceptionsView::chip),
                Column.text(
                        "owner",
                        "Owner",
                        item -> Show.words(item.ownerRole()) + (item.assignee() == null ? "" : ": " + item.assignee())),
                Column.of("due", "Due", item -> Show.exact(item.dueAt()), item -> Show.ago(item.dueAt())),
                Column.of("subject", "Holds up", item -> item.subject().value(), item -> Show.code(item.subject())),
                Column.of("since", "Since", item -> Show.exact(item.openedAt()), item -> Show.ago(item.openedAt())),
                Column.number(
                        "count", "Times", item -> "" + item.occurrences(), item -> Show.count(item.occurrences())));
    }

    private static Div what(WorkItem item) {
        var code = new Span(item.code());
        code.addClassNames("muted", "code");
        return new Div(new Div(new Span(item.title())), code);
    }

    static StatusChip chip(WorkItem item) {
        return switch (item.state()) {
            case OPEN ->
                new StatusChip(
                        item.dueAt().isBefore(Instant.now()) ? Status.BLOCKED : Status.NEEDS_YOU,
                        item.dueAt().isBefore(Instant.now()) ? "Overdue" : "Open");
            case RESOLVED -> new StatusChip(Status.DONE, "Resolved");
            case WAIVED -> new StatusChip(Status.IGNORED, "Waived");
        };
    }

    @Override
    protected Page<WorkItem> page(Filters filters, int limit, @Nullable String after) {
        var state = filters.get("state", WorkItem.State.class);
        return workItems.list(
                new WorkItemFilter(
                        state == null ? WorkItem.State.OPEN : state,
                        filters.get("owner"),
                        filters.get("code"),
                        filters.get("subject")),
                limit,
                after);
    }

    @Override
    protected void open(WorkItem row) {
        getUI().ifPresent(ui -> ui.navigate("exceptions/" + row.id()));
    }

    @Override
    protected String whenEmpty() {
        return "Nothing waits for a person.";
    }
}
