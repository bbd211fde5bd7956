package io.tieout.ui.returns;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.operations.Story;
import io.tieout.operations.Trace;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnState;
import io.tieout.returns.Returns;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Route("returns")
@PermitAll
class ReturnView extends DetailView {

    private static final List<String> MAY_DECIDE = List.of(Roles.OPERATIONS, Roles.FINANCE_CONTROLLER);

    private final transient Returns returns;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    ReturnView(Returns returns, Trace trace, CurrentActor actor) {
        super("Return");
        this.returns = returns;
        this.trace = trace;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var returned = returns.find(new ReturnId(id)).orElseThrow(NotFoundException::new);
        setHead("Return " + returned.externalId(), "Told by " + returned.connection());
        var facts = new Facts()
                .fact("State", ReturnsView.chip(returned.state()))
                .fact("Goods", returned.received() ? "Received at " + returned.location() : "Not received yet")
                .fact("Refund", Show.money(returned.refund()))
                .fact("When", Show.ago(returned.occurredAt()))
                .fact("Order", order(returned))
                .fact("Our id", Show.code(returned.id()));
        if (returned.decisionReason() != null) {
            facts.fact("Decision", returned.decisionReason());
        }
        putStoryAndFacts(
                new Section("Story", new Timeline(story(returned))), new Section("Facts", facts), decision(returned));
        put(new Section("Lines", new Table<>("Returned lines", lines(), returned.lines())));
    }

    private Story story(ReturnDetails returned) {
        var key = returned.key().value();
        return returned.order() == null
                ? Timeline.own(trace.tell(key), key, "return:", "order:")
                : Timeline.own(trace.tell(key), key, "return:");
    }

    private static Component order(ReturnDetails returned) {
        return returned.order() == null
                ? new Span("No receipt")
                : new Anchor("orders/" + returned.order(), "The order it belongs to");
    }

    private Section decision(ReturnDetails returned) {
        if (returned.state() != ReturnState.AWAITS_DECISION) {
            return new Section("Decision", new Span("Nothing to decide."));
        }
        var reason = new TextField("Reason");
        reason.setWidthFull();
        return new Section(
                "Decision",
                reason,
                Actions.primary("Credit the customer", actor, MAY_DECIDE, "Decided: the customer is credited.", () -> {
                    decide(returned, true, reason.getValue());
                    reload();
                }),
                Actions.button("Decline", actor, MAY_DECIDE, "Decided: declined.", () -> {
                    decide(returned, false, reason.getValue());
                    reload();
                }));
    }

    private void decide(ReturnDetails returned, boolean approve, String reason) {
        returns.decide(
                returned.id(),
                new ReturnDecision(approve, reason, Map.of(), ReturnDecision.Payer.CHANNEL),
                actor.get());
    }

    private static List<Column<ReturnDetails.Line>> lines() {
        return List.of(
                Column.of("sku", "SKU", line -> line.sku().value(), line -> Show.code(line.sku())),
                Column.number(
                        "quantity",
                        "Quantity",
                        line -> line.quantity().toString(),
                        line -> Show.quantity(line.quantity())),
                Column.text(
                        "disposition",
                        "Disposition",
                        line -> line.disposition() == null ? "Not inspected" : Show.words(line.disposition())),
                Column.text("reason", "Reason", ReturnDetails.Line::reason),
                Column.number(
                        "net", "Net", line -> line.net().amount().toPlainString(), line -> Show.money(line.net())),
                Column.number(
                        "tax", "Tax", line -> line.tax().amount().toPlainString(), line -> Show.money(line.tax())));
    }
}
