package io.tieout.ui.catalog;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.channels.FeedState;
import io.tieout.channels.Feeds;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.TieoutView;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Locale;

/** How old the figures are that channels have. */
@Route("feeds")
@PermitAll
class FeedsView extends TieoutView {

    private static final List<String> MAY_PUBLISH = List.of(Roles.INTEGRATION, Roles.INVENTORY);

    FeedsView(Feeds feeds, CurrentActor actor) {
        super("Feeds", "What channels are kept up to date of, and what each has acknowledged.");
        var states = feeds.states();
        if (states.isEmpty()) {
            var empty = new Div(
                    new Span("A connection whose setting feeds names availability, price or product appears here."));
            empty.addClassName("empty");
            add(empty);
            return;
        }
        add(new Section(
                "By channel",
                new Paragraph(
                        "Of many changes only the newest figure per product goes out, one publication at a time."),
                new Table<>("Feeds", columns(feeds, actor), states)));
    }

    private static List<Column<FeedState>> columns(Feeds feeds, CurrentActor actor) {
        return List.of(
                Column.text("channel", "Channel", row -> row.connection().value()),
                Column.text("kind", "Of", row -> Show.words(row.kind())),
                Column.number("items", "Figures", row -> "" + row.items(), row -> Show.count(row.items())),
                Column.number("waiting", "Waiting", row -> "" + row.waiting(), row -> Show.count(row.waiting())),
                Column.number("under way", "Under way", row -> "" + row.underWay(), row -> Show.count(row.underWay())),
                Column.number(
                        "differing", "Differing", row -> "" + row.differing(), row -> Show.count(row.differing())),
                Column.text("stale", "Oldest figure", row -> row.staleSince() == null ? "" : seconds(row.staleMs())),
                Column.text("lag", "Longest lag lately", row -> seconds(row.worstLagMs())),
                Column.of(
                        "at",
                        "Acknowledged",
                        row -> row.acknowledgedAt() == null ? "" : Show.exact(row.acknowledgedAt()),
                        row -> Show.ago(row.acknowledgedAt())),
                Column.of("state", "State", FeedsView::words, FeedsView::chip),
                Column.of("action", "", _ -> "", row -> {
                    var anew = Actions.button(
                            "Publish all",
                            actor,
                            MAY_PUBLISH,
                            "Everything is told anew",
                            () -> feeds.publishAll(row.connection(), row.kind(), actor.get()));
                    anew.setAriaLabel("Publish all of " + row.connection() + " "
                            + row.kind().word());
                    return anew;
                }));
    }

    private static String words(FeedState row) {
        return row.refusal() != null ? "Refused" : row.staleSince() == null ? "Up to date" : "Catching up";
    }

    private static StatusChip chip(FeedState row) {
        if (row.refusal() != null) {
            var chip = new StatusChip(Status.BLOCKED, "Refused");
            chip.getElement().setAttribute("title", row.refusal());
            return chip;
        }
        return row.staleSince() == null
                ? new StatusChip(Status.DONE, "Up to date")
                : new StatusChip(Status.WAITING, "Catching up");
    }

    private static String seconds(long ms) {
        return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
    }
}
