package io.tieout.ui.money;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.finance.Journal;
import io.tieout.finance.Ledger;
import io.tieout.operations.Trace;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.DetailView;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Show;
import io.tieout.ui.kit.Table;
import io.tieout.ui.kit.Timeline;
import jakarta.annotation.security.PermitAll;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** One journal: what it says, why, from what, and who let it pass. */
@Route("journals")
@PermitAll
class JournalView extends DetailView {

    private final transient Ledger ledger;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    JournalView(Ledger ledger, Trace trace, CurrentActor actor) {
        super("Journal");
        this.ledger = ledger;
        this.trace = trace;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var journal = ledger.find(id).orElseThrow(NotFoundException::new);
        setHead(
                "Journal " + (journal.number() == null ? "(not numbered yet)" : journal.number()),
                Show.words(journal.event()) + ", entity " + journal.entity());
        put(new Section("Lines", lines(journal)));
        putStoryAndFacts(
                new Section("Story", new Timeline(trace.tell(journal.subject().value()))),
                new Section("Facts", facts(journal)),
                actions(journal));
    }

    private static Table<Journal.Line> lines(Journal journal) {
        var table = new Table<>("Journal lines", columns(), journal.lines());
        var currencies =
                journal.lines().stream().map(Journal.Line::currency).distinct().toList();
        return currencies.size() == 1
                ? table.total(
                        "Total",
                        Map.of(
                                "debit", sum(journal, Journal.Line::debit, currencies.getFirst()),
                                "credit", sum(journal, Journal.Line::credit, currencies.getFirst())))
                : table;
    }

    private static Span sum(Journal journal, Function<Journal.Line, BigDecimal> side, Currency currency) {
        return Show.amount(journal.lines().stream().map(side).reduce(BigDecimal.ZERO, BigDecimal::add), currency);
    }

    private static Facts facts(Journal journal) {
        var facts = new Facts()
                .fact("State", JournalsView.chip(journal.state()))
                .fact(
                        "Posted on",
                        journal.postedOn() == null
                                ? "not yet"
                                : journal.postedOn().toString())
                .fact("Business date", journal.businessDate().toString())
                .fact("Period", journal.period() == null ? "" : journal.period())
                .fact("Subject", Show.code(journal.subject()))
                .fact("Event", Show.code(journal.eventKey()))
                .fact("Rule version", journal.ruleVersion())
                .fact("Proposed by", journal.proposedBy().toString())
                .fact(
                        "Approved by",
                        journal.approvedBy() == null
                                ? "nobody"
                                : journal.approvedBy().toString());
        if (journal.message() != null) {
            facts.fact("Source file", new Anchor("messages/" + journal.message(), "Message"));
        }
        if (journal.sourceRow() != null) {
            facts.fact("Source row", Show.count(journal.sourceRow()));
        }
        if (journal.reverses() != null) {
            facts.fact("Reverses", new Anchor("journals/" + journal.reverses(), "The original"));
        }
        return facts;
    }

    private Section actions(Journal journal) {
        return switch (journal.state()) {
            case AWAITS_APPROVAL -> fourEyes(journal);
            case POSTED -> {
                var reason = new TextField("Reason");
                reason.setWidthFull();
                yield new Section(
                        "Correct by reversal",
                        reason,
                        Actions.button("Reverse", actor, List.of(Roles.FINANCE_CONTROLLER), "Reversed.", () -> {
                            ledger.reverse(journal.id(), reason.getValue(), actor.get());
                            reload();
                        }));
            }
            case REJECTED -> new Section("Actions", new Span("Rejected; nothing was posted."));
        };
    }

    private Section fourEyes(Journal journal) {
        var own = actor.get().equals(journal.proposedBy());
        var approve = Actions.primary("Approve and post", actor, List.of(Roles.FINANCE_CONTROLLER), "Posted.", () -> {
            ledger.approve(journal.id(), actor.get());
            reload();
        });
        approve.setEnabled(approve.isEnabled() && !own);
        var reason = new TextField("Reason to reject it");
        reason.setWidthFull();
        var reject = Actions.button(
                "Reject", actor, List.of(Roles.FINANCE_CONTROLLER), "Rejected; nothing was posted.", () -> {
                    ledger.reject(journal.id(), reason.getValue(), actor.get());
                    reload();
                });
        return new Section(
                "Four eyes",
                new Span(
                        own
                                ? "You proposed it, so another person must approve."
                                : "Proposed by " + journal.proposedBy().name()
                                        + "; you may be the second pair of eyes."),
                approve,
                reason,
                reject);
    }

    private static List<Column<Journal.Line>> columns() {
        return List.of(
                Column.of("account", "Account", Journal.Line::account, line -> Show.code(line.account())),
                Column.text("key", "Key", Journal.Line::key),
                Column.text("channel", "Channel", line -> text(line.dimensions().channel())),
                Column.text("store", "Store", line -> text(line.dimensions().store())),
                Column.text("tax", "Tax code", line -> text(line.dimensions().taxCode())),
                Column.of(
                        "reference",
                        "Reference",
                        line -> text(line.dimensions().reference()),
                        line -> Show.code(line.dimensions().reference())),
                amount("debit", "Debit", Journal.Line::debit),
                amount("credit", "Credit", Journal.Line::credit));
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return value == null ? "" : value;
    }

    private static Column<Journal.Line> amount(String key, String header, Function<Journal.Line, BigDecimal> value) {
        return Column.number(
                key,
                header,
                line -> value.apply(line).toPlainString(),
                line -> value.apply(line).signum() == 0
                        ? new Span("")
                        : Show.amount(value.apply(line), currency(line)));
    }

    private static Currency currency(Journal.Line line) {
        return line.currency();
    }
}
