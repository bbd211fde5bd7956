package io.tieout.ui.today;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
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

    private static final int ITEMS_SHOWN = 8;

    TodayView(WorkItems workItems) {
        super("Today", "What needs you, and whether all is well.");
        var open = workItems.list(WorkItemFilter.OPEN, ITEMS_SHOWN, null).items();
        if (open.isEmpty()) {
            add(new Section(
                    "Needs you",
                    new Paragraph(
                            "Nothing waits for a person. New exceptions appear here with what to do about them.")));
        } else {
            add(new Section(
                    "Needs you",
                    new Table<>("Open exceptions", columns(), open),
                    new Anchor("exceptions", "All exceptions")));
        }
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
