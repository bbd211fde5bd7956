package io.tieout.ui.deliveries;

import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.delivery.Attempt;
import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

@Route("deliveries")
@PermitAll
class DeliveryView extends DetailView {

    private static final List<String> MAY_ACT = List.of(Roles.INTEGRATION, Roles.OPERATIONS);

    private final transient Deliveries deliveries;
    private final transient CurrentActor actor;

    DeliveryView(Deliveries deliveries, CurrentActor actor) {
        super("Delivery");
        this.deliveries = deliveries;
        this.actor = actor;
    }

    /** JSON in lines; what is none stays as it is. */
    private static String readable(String payload) {
        try {
            return JsonMapper.shared().readTree(payload).toPrettyString();
        } catch (JacksonException noJson) {
            return payload;
        }
    }

    @Override
    protected void show(UUID id) {
        var delivery = deliveries.find(id).orElseThrow(NotFoundException::new);
        setHead(
                Show.words(delivery.type()),
                "To " + delivery.destination() + ", number " + delivery.sequence() + " of its key");
        var payload = new Pre(readable(delivery.payload()));
        payload.addClassName("payload");
        payload.getElement().setAttribute("tabindex", "0");
        putStoryAndFacts(
                new com.vaadin.flow.component.html.Div(
                        new Section("Attempts", new Table<>("Attempts", attempts(), deliveries.attempts(id))),
                        new Section("Payload", payload)),
                new Section("Facts", facts(delivery)),
                actions(delivery));
    }

    private static Facts facts(Delivery delivery) {
        return new Facts()
                .fact("State", DeliveriesView.chip(delivery))
                .fact("Webhook id", Show.code(delivery.id()))
                .fact("Business key", Show.code(delivery.key()))
                .fact("Created", Show.ago(delivery.createdAt()))
                .fact("Next attempt", Show.ago(delivery.nextAttemptAt()))
                .fact("Delivered", Show.ago(delivery.deliveredAt()))
                .fact("Receiver's number", Show.code(delivery.documentNumber()))
                .fact("Last error", delivery.lastError() == null ? "none" : delivery.lastError());
    }

    private Section actions(Delivery delivery) {
        var open = delivery.state() != Delivery.State.DELIVERED && delivery.state() != Delivery.State.SKIPPED;
        var retry = Actions.button("Send again now", actor, MAY_ACT, "It is sent again.", () -> {
            deliveries.retry(delivery.id(), actor.get());
            reload();
        });
        var reason = new TextField("Reason to give it up");
        reason.setWidthFull();
        var skip = Actions.button("Skip", actor, MAY_ACT, "Skipped; what waited behind it goes on.", () -> {
            deliveries.skip(delivery.id(), reason.getValue(), actor.get());
            reload();
        });
        skip.setEnabled(skip.isEnabled() && open);
        return new Section("Actions", retry, reason, skip);
    }

    private static List<Column<Attempt>> attempts() {
        return List.of(
                Column.number("number", "No.", row -> "" + row.number(), row -> Show.count(row.number())),
                Column.of("at", "At", row -> Show.exact(row.at()), row -> Show.ago(row.at())),
                Column.number("duration", "ms", row -> "" + row.durationMs(), row -> Show.count(row.durationMs())),
                Column.text(
                        "status",
                        "Status",
                        row -> row.status() == null ? "none" : row.status().toString()),
                Column.text("error", "Error", row -> row.error() == null ? "" : row.error()),
                Column.text("answer", "Answer", row -> row.answer() == null ? "" : row.answer()));
    }
}
