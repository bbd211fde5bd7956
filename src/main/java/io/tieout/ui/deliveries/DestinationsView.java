package io.tieout.ui.deliveries;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.delivery.Destination;
import io.tieout.delivery.Destinations;
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

@Route("destinations")
@PermitAll
class DestinationsView extends TieoutView {

    private static final List<String> MAY_ACT = List.of(Roles.INTEGRATION);

    private final transient Destinations destinations;
    private final transient CurrentActor actor;
    private final Div result = new Div();

    DestinationsView(Destinations destinations, CurrentActor actor) {
        super("Destinations", "ERPs and webhook receivers. A paused one loses nothing: what is due waits.");
        this.destinations = destinations;
        this.actor = actor;
        result.addClassName("detail");
        add(result);
        list();
    }

    private void list() {
        result.removeAll();
        var all = destinations.list();
        result.add(
                all.isEmpty()
                        ? new Paragraph(
                                "No destination yet. Apply a configuration file with the section “destinations”.")
                        : new Section("All destinations", new Table<>("Destinations", columns(), all)));
    }

    private List<Column<Destination>> columns() {
        return List.of(
                Column.of("code", "Destination", Destination::code, row -> Show.code(row.code())),
                Column.text("adapter", "Adapter", Destination::adapter),
                Column.text("entity", "Entity", row -> row.entity().value()),
                Column.text("url", "Address", row -> row.url().toString()),
                Column.text(
                        "events",
                        "Events",
                        row -> row.events().contains("*") ? "all" : String.join(", ", row.events())),
                Column.of(
                        "state",
                        "State",
                        row -> row.paused() ? "Paused" : "Sending",
                        row -> row.paused()
                                ? new StatusChip(Status.BLOCKED, "Paused")
                                : new StatusChip(Status.DONE, "Sending")),
                Column.of("actions", "", _ -> "", this::actions));
    }

    private Div actions(Destination row) {
        var pause = row.paused()
                ? Actions.button("Resume", actor, MAY_ACT, "It sends again.", () -> {
                    destinations.resume(row.code(), actor.get());
                    list();
                })
                : Actions.button("Pause", actor, MAY_ACT, "Paused; nothing is lost.", () -> {
                    destinations.pause(row.code(), actor.get());
                    list();
                });
        var test = Actions.button(
                "Send a test",
                actor,
                MAY_ACT,
                "A test message is on its way.",
                () -> destinations.test(row.code(), actor.get()));
        var both = new Div(pause, test);
        both.addClassName("view-actions");
        return both;
    }
}
