package io.tieout.ui.today;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;

@Route("")
@PermitAll
class TodayView extends TieoutView {

    private static final int ITEMS_SHOWN = 6;

    /** More items than this are not looked through for one's own. */
    private static final int ITEMS_READ = 100;

    TodayView(WorkItems workItems, Waiting waiting, Health health, CurrentActor actor) {
        super("Today", "What needs you, and whether all is well.");
        var queues = waiting.queues();
        var mine = workItems.list(WorkItemFilter.OPEN, ITEMS_READ, null).items().stream()
                .filter(item -> actor.hasRole(item.ownerRole()) || actor.hasRole(Roles.ADMINISTRATOR))
                .limit(ITEMS_SHOWN)
                .toList();
        if (queues.isEmpty() && mine.isEmpty()) {
            add(new Section(
                    "Needs you",
                    new Paragraph(
                            "Nothing waits for a person. New exceptions appear here with what to do about them.")));
        } else {
            var needs = new Section("Needs you", toDo(queues));
            if (!mine.isEmpty()) {
                needs.add(new Table<>("Open exceptions, the most urgent first", columns(), mine));
                needs.add(new Anchor("exceptions", "All exceptions"));
            }
            add(needs);
        }
        add(health.tiles());
    }

    private static UnorderedList toDo(List<Waiting.Queue> queues) {
        var list = new UnorderedList();
        list.addClassName("to-do");
        for (var queue : queues) {
            var count = new Span(queue.shown());
            count.addClassName("nav-count");
            var link = new Anchor(queue.link(), count, new Span(queue.words()));
            list.add(new ListItem(link));
        }
        return list;
    }

    private static List<Column<WorkItem>> columns() {
        return List.of(
                Column.of("title", "What", WorkItem::title, TodayView::what),
                Column.text("owner", "Owner", item -> Show.words(item.ownerRole())),
                Column.of("due", "Due", item -> Show.exact(item.dueAt()), item -> Show.ago(item.dueAt())));
    }

    private static Div what(WorkItem item) {
        var detail = new Span(item.detail());
        detail.addClassName("muted");
        return new Div(new Anchor("exceptions/" + item.id(), item.title()), new Div(detail));
    }
}
