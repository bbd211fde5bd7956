package io.tieout.ui.channels;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.tieout.access.CurrentActor;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.ConnectionCode;
import io.tieout.operations.Replays;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Dates;
import io.tieout.ui.kit.Show;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Processes messages of whole days once more; what would be taken is counted first. */
final class ReplayForm extends Div {

    ReplayForm(Replays replays, CurrentActor actor, ConnectionCode connection) {
        var today = LocalDate.now(Clock.systemUTC());
        var from = Dates.picker("Received from", today);
        var to = Dates.picker("until the end of", today);
        var state = new Select<InboxMessage.State>();
        state.setLabel("State");
        state.setItems(
                InboxMessage.State.FAILED,
                InboxMessage.State.PARKED,
                InboxMessage.State.IGNORED,
                InboxMessage.State.PROCESSED);
        state.setItemLabelGenerator(Show::words);
        state.setValue(InboxMessage.State.FAILED);
        var result = new Paragraph("A message that had its effect has no second.");
        var dryRun = Actions.button("Count only", actor, ConnectionView.MAY_ACT, "", () -> {
            var preview = replays.preview(filter(connection, state.getValue(), from.getValue(), to.getValue()));
            result.setText(preview.count() + " messages would be processed once more.");
        });
        var run = Actions.button("Replay", actor, ConnectionView.MAY_ACT, "", () -> {
            var outcome = replays.run(
                    filter(connection, state.getValue(), from.getValue(), to.getValue()),
                    Replays.LIMIT_MAX,
                    actor.get());
            result.setText(outcome.replayed() + " of " + outcome.count() + " messages are processed once more.");
        });
        var fields = new Div(from, to, state);
        fields.addClassName("form-row");
        var buttons = new Div(dryRun, run);
        buttons.addClassName("form-row");
        add(fields, result, buttons);
    }

    private static InboxFilter filter(
            ConnectionCode connection, InboxMessage.State state, LocalDate from, LocalDate to) {
        return new InboxFilter(
                connection.value(),
                null,
                state,
                null,
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
