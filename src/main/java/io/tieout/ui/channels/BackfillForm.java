package io.tieout.ui.channels;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import io.tieout.access.CurrentActor;
import io.tieout.channels.Polling;
import io.tieout.kernel.ConnectionCode;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Dates;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;

/** Asks for whole days to be fetched once more. */
final class BackfillForm extends Div {

    private static final String ALL = "All streams";

    BackfillForm(Polling polling, CurrentActor actor, ConnectionCode connection, Runnable done) {
        var today = LocalDate.now(Clock.systemUTC());
        var from = Dates.picker("Fetch again from", today.minusDays(1));
        var to = Dates.picker("up to and including", today);
        var streams = new ArrayList<String>();
        streams.add(ALL);
        streams.addAll(polling.fetchable(connection));
        var stream = new Select<String>();
        stream.setLabel("Stream");
        stream.setItems(streams);
        stream.setValue(ALL);
        var start = Actions.button(
                "Back-fill",
                actor,
                ConnectionView.MAY_ACT,
                "It is fetched once more; what is known changes nothing.",
                () -> {
                    polling.backfill(
                            connection,
                            ALL.equals(stream.getValue()) ? null : stream.getValue(),
                            from.getValue().atStartOfDay(ZoneOffset.UTC).toInstant(),
                            to.getValue()
                                    .plusDays(1)
                                    .atStartOfDay(ZoneOffset.UTC)
                                    .toInstant(),
                            actor.get());
                    done.run();
                });
        addClassName("form-row");
        add(from, to, stream, start);
    }
}
