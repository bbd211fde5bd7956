package io.tieout.ui.money;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.operations.Story;
import io.tieout.operations.Trace;
import io.tieout.reconciliation.MatchedLine;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.Settlements;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.Timeline;
import io.tieout.ui.kit.Waterfall;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The proof sheet: opening + lines by class - closing = deposit = header = bank; and the match workbench below it. */
@Route("settlements")
@PermitAll
class SettlementView extends DetailView {

    private static final int LINES_SHOWN = 200;

    private final transient Settlements settlements;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    SettlementView(Settlements settlements, Trace trace, CurrentActor actor) {
        super("Settlement");
        this.settlements = settlements;
        this.trace = trace;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var settlement = settlements.find(id).orElseThrow(NotFoundException::new);
        setHead(
                "Settlement " + settlement.externalId(),
                settlement.connection() + ", " + settlement.rows() + " rows, version " + settlement.version());
        putStoryAndFacts(
                new Div(proof(settlement), new Section("Story", new Timeline(story(settlement)))),
                new Section("Facts", facts(settlement)),
                outcomes(settlement),
                actions(settlement));
        put(workbench(settlement));
    }

    /** Its own steps; those of its hundreds of orders are on their pages. */
    private Story story(Settlement settlement) {
        var key = "settlement:" + settlement.connection() + ":" + settlement.externalId();
        return Timeline.own(trace.tell(key), key, "order:");
    }

    private static Facts facts(Settlement settlement) {
        var facts = new Facts()
                .fact("State", SettlementsView.chip(settlement.state()))
                .fact(
                        "Deposit date",
                        settlement.depositDate() == null
                                ? "not said"
                                : settlement.depositDate().toString());
        if (settlement.periodStart() != null) {
            facts.fact("Period from", Show.exact(settlement.periodStart()));
        }
        if (settlement.periodEnd() != null) {
            facts.fact("Period to", Show.exact(settlement.periodEnd()));
        }
        if (settlement.bankLine() != null) {
            facts.fact("Bank line", new Anchor("bank/" + settlement.bankLine(), "The deposit"));
        }
        return facts.fact("Taken in", Show.ago(settlement.takenAt()))
                .fact("Source file", new Anchor("messages/" + settlement.message(), "Message"))
                .fact("Our id", Show.code(settlement.id()));
    }

    private static Section proof(Settlement settlement) {
        var footing = settlement.footing();
        var steps = new ArrayList<Waterfall.Step>();
        steps.add(new Waterfall.Step("Opening reserve", footing.opening(), Waterfall.Kind.TOTAL));
        footing.byClass().entrySet().stream()
                .filter(part -> !part.getKey().startsWith("reserve."))
                .sorted(Map.Entry.<String, BigDecimal>comparingByValue().reversed())
                .forEach(part -> steps.add(
                        new Waterfall.Step(Show.words(part.getKey()), part.getValue(), Waterfall.Kind.CHANGE)));
        steps.add(new Waterfall.Step("Closing reserve", footing.closing().negate(), Waterfall.Kind.CHANGE));
        steps.add(new Waterfall.Step("Deposit", footing.deposit(), Waterfall.Kind.TOTAL));
        var foots = footing.difference().signum() == 0;
        var verdict = foots
                ? new StatusChip(Status.DONE, "Foots to the cent")
                : new StatusChip(Status.BLOCKED, "Does not foot");
        return new Section(
                foots ? "The rows add up to the deposit" : "The rows do not add up to the deposit",
                verdict,
                new Waterfall(steps, settlement.currency()),
                ends(footing, settlement.currency()));
    }

    /** Three figures that must be one: what the rows give, what the header says, what the bank has. */
    private static Facts ends(Settlement.Footing footing, Currency currency) {
        return new Facts()
                .figures()
                .fact("Rows give", Show.amount(footing.deposit(), currency))
                .fact("Header says", Show.amount(footing.header(), currency))
                .fact("Bank has", footing.bank() == null ? new Span("not yet") : Show.amount(footing.bank(), currency))
                .fact("Difference", Show.amount(footing.difference(), currency));
    }

    private static Section outcomes(Settlement settlement) {
        var facts = new Facts().figures();
        settlement.outcomes().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .forEach(outcome -> facts.fact(Show.words(outcome.getKey()), Show.count(outcome.getValue())));
        return new Section("Rows by outcome", facts);
    }

    private Section actions(Settlement settlement) {
        if (settlement.state() != Settlement.State.FOOTED) {
            return new Section(
                    "Actions",
                    new Span(
                            settlement.state() == Settlement.State.SUPERSEDED
                                    ? "A later version took its place, so it is never posted."
                                    : "It is posted. A correction is the reversal of a journal."));
        }
        var post = Actions.primary(
                "Post", actor, List.of(Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER), "Posted.", () -> {
                    settlements.post(settlement.id(), actor.get());
                    reload();
                });
        return new Section("Actions", post);
    }

    private Section workbench(Settlement settlement) {
        var table = new Div();
        var outcome = new Select<MatchedLine.Outcome>();
        outcome.setLabel("Outcome");
        outcome.setWidth("min(16rem, 100%)");
        outcome.setItems(MatchedLine.Outcome.values());
        outcome.setItemLabelGenerator(value -> value == null ? "Any outcome" : Show.words(value));
        outcome.setEmptySelectionAllowed(true);
        outcome.setEmptySelectionCaption("Any outcome");
        outcome.addValueChangeListener(change -> fill(table, settlement, change.getValue()));
        fill(table, settlement, null);
        return new Section("Rows", outcome, table);
    }

    private void fill(
            Div table, Settlement settlement, MatchedLine.@org.jspecify.annotations.Nullable Outcome outcome) {
        var page = settlements.lines(settlement.id(), outcome == null ? null : outcome.name(), LINES_SHOWN, null);
        table.removeAll();
        table.add(new Table<>("Settlement rows", lineColumns(settlement.currency()), page.items()));
        if (page.next() != null) {
            var more = new Span(
                    "The first " + LINES_SHOWN + " rows are shown; filter by outcome, or read all by the API.");
            more.addClassName("muted");
            table.add(more);
        }
    }

    private static List<Column<MatchedLine>> lineColumns(Currency currency) {
        return List.of(
                Column.number("row", "Row", line -> "" + line.row(), line -> Show.count(line.row())),
                Column.text("type", "Type", MatchedLine::type),
                Column.text("class", "Class", line -> Show.words(line.economicClass())),
                Column.of(
                        "reference",
                        "Order",
                        line -> line.reference() == null ? "" : line.reference(),
                        line -> Show.code(line.reference())),
                Column.number(
                        "amount",
                        "Amount",
                        line -> line.amount().toPlainString(),
                        line -> Show.amount(line.amount(), currency)),
                Column.of("outcome", "Outcome", line -> Show.words(line.outcome()), SettlementView::outcome),
                Column.of("why", "Why", line -> String.join("; ", line.evidence()), SettlementView::evidence));
    }

    private static StatusChip outcome(MatchedLine line) {
        var status = switch (line.outcome()) {
            case MATCHED, MATCHED_WITH_DIFFERENCE -> Status.DONE;
            case NOT_AN_ORDER -> Status.IGNORED;
            case AMOUNT_MISMATCH, UNEXPECTED, UNKNOWN_TYPE, DUPLICATE -> Status.NEEDS_YOU;
        };
        return new StatusChip(status, Show.words(line.outcome()));
    }

    private static UnorderedList evidence(MatchedLine line) {
        var list = new UnorderedList();
        list.addClassName("evidence");
        if (line.rule() != null) {
            list.add(new ListItem("Rule: " + line.rule()));
        }
        line.evidence().forEach(reason -> list.add(new ListItem(reason)));
        return list;
    }
}
