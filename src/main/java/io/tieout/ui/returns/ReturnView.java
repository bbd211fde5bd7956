package io.tieout.ui.returns;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.operations.Story;
import io.tieout.operations.Trace;
import io.tieout.returns.Authorisation;
import io.tieout.returns.AuthoriseReturn;
import io.tieout.returns.Disposition;
import io.tieout.returns.GradeReturn;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFacts;
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

    private static final List<String> MAY_GRADE = List.of(Roles.OPERATIONS, Roles.INVENTORY);

    private final transient Returns returns;
    private final transient ReturnFacts facts;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    ReturnView(Returns returns, ReturnFacts facts, Trace trace, CurrentActor actor) {
        super("Return");
        this.facts = facts;
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
        put(lanes(returned));
        putStoryAndFacts(
                new Section("Story", new Timeline(story(returned))), new Section("Facts", facts), decision(returned));
        put(new Section("Lines", new Table<>("Returned lines", lines(), returned.lines())));
    }

    /** The three facts side by side, each with what may be done to it. */
    private Div lanes(ReturnDetails returned) {
        var lanes = new Div(authorisation(returned), goods(returned), money(returned));
        lanes.addClassName("lanes");
        return lanes;
    }

    private Section authorisation(ReturnDetails returned) {
        var fact = returned.authorisation();
        var facts = new Facts();
        if (fact != null) {
            facts.fact("State", Show.words(fact.state()))
                    .fact("By", Show.words(fact.by()))
                    .fact("Why", fact.reason());
        }
        var section = new Section("Authorisation", facts);
        if (returned.state() == ReturnState.AWAITS_DECISION || returned.state() == ReturnState.EXPECTED) {
            var reason = new TextField("What the channel says");
            reason.setWidthFull();
            section.add(
                    reason,
                    Actions.button("The channel agrees", actor, MAY_DECIDE, "Noted: authorised.", () -> {
                        authorise(returned, Authorisation.State.APPROVED, reason.getValue());
                        reload();
                    }),
                    Actions.button("The channel declines", actor, MAY_DECIDE, "Noted: declined.", () -> {
                        authorise(returned, Authorisation.State.DECLINED, reason.getValue());
                        reload();
                    }));
        }
        return section;
    }

    private void authorise(ReturnDetails returned, Authorisation.State state, String reason) {
        facts.authorise(
                returned.id(),
                new AuthoriseReturn(
                        state,
                        Authorisation.By.MARKETPLACE,
                        reason.isBlank() ? "Told by the channel" : reason,
                        null,
                        null),
                actor.get());
    }

    private Section goods(ReturnDetails returned) {
        var facts = new Facts();
        for (var line : returned.lines()) {
            facts.fact(
                    line.quantity() + " x " + line.sku(),
                    Show.words(line.receipt())
                            + (line.disposition() == null ? "" : ", " + Show.words(line.disposition()))
                            + (line.place() == null ? "" : ", at " + line.place()));
        }
        if (returned.dueAt() != null) {
            facts.fact("Due back", Show.ago(returned.dueAt()));
        }
        var section = new Section("Goods", facts);
        var ungraded = returned.lines().stream()
                .filter(line -> line.receipt() == ReceiptState.RECEIVED && line.disposition() == null)
                .toList();
        if (!ungraded.isEmpty()) {
            section.add(
                    Actions.button(
                            "Good as new",
                            actor,
                            MAY_GRADE,
                            "Graded.",
                            () -> grade(returned, ungraded, Disposition.RESALEABLE)),
                    Actions.button(
                            "Damaged",
                            actor,
                            MAY_GRADE,
                            "Graded.",
                            () -> grade(returned, ungraded, Disposition.CUSTOMER_DAMAGED)));
        }
        return section;
    }

    private void grade(ReturnDetails returned, List<ReturnDetails.Line> lines, Disposition found) {
        facts.grade(
                returned.id(),
                new GradeReturn(
                        "desk-" + UUID.randomUUID(),
                        lines.stream()
                                .map(line -> new GradeReturn.Line(line.lineReference(), line.sku(), null, found))
                                .toList(),
                        "Seen by " + actor.get().name()),
                actor.get());
        reload();
    }

    private Section money(ReturnDetails returned) {
        var facts = new Facts();
        for (var money : returned.money()) {
            facts.fact(
                    Show.words(money.kind()),
                    Show.words(money.state()) + ": " + money.amount()
                            + (money.method() == null ? "" : " to " + money.method()));
        }
        if (returned.money().isEmpty()) {
            facts.fact("State", "Nothing decided");
        }
        for (var verdict : returned.verdicts()) {
            facts.fact("Rule " + verdict.rule(), verdict.verdict());
        }
        return new Section("Money", facts);
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
