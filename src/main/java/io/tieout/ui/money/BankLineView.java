package io.tieout.ui.money;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.operations.Trace;
import io.tieout.reconciliation.AwaitedDeposit;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.BankStatements;
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
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.UUID;

/** One line of a bank statement: what it pays, or the deposits that are awaited and one click to say which it is. */
@Route("bank")
@PermitAll
class BankLineView extends DetailView {

    private static final List<String> MAY_MATCH = List.of(Roles.FINANCE_CLERK, Roles.FINANCE_CONTROLLER);

    private final transient BankStatements statements;
    private final transient Trace trace;
    private final transient CurrentActor actor;

    BankLineView(BankStatements statements, Trace trace, CurrentActor actor) {
        super("Bank line");
        this.statements = statements;
        this.trace = trace;
        this.actor = actor;
    }

    @Override
    protected void show(UUID id) {
        var line = statements.find(id).orElseThrow(NotFoundException::new);
        setHead("Bank line " + line.reference(), "Statement " + line.statement());
        var facts = new Facts()
                .fact("State", BankView.chip(line))
                .fact("Amount", Show.money(line.amount()))
                .fact("Booked", line.bookedOn().toString())
                .fact("Account", Show.code(line.iban()))
                .fact("Reference", Show.code(line.reference()))
                .fact("Remittance", line.remittance())
                .fact("Our id", Show.code(line.id()));
        if (line.settlement() != null) {
            facts.fact("Settles", new Anchor("settlements/" + line.settlement(), "The settlement it pays"));
            facts.fact("Found by", line.rule() == null ? "" : Show.words(line.rule()));
        }
        putStoryAndFacts(main(line), new Section("Facts", facts));
    }

    private Component main(BankLine line) {
        if (line.state() == BankLine.State.MATCHED) {
            return new Section("Story", new Timeline(trace.tell(line.id().toString())));
        }
        var candidates = statements.candidates(line.id());
        if (candidates.isEmpty()) {
            return new Section(
                    "Which payout is it?",
                    new Span(
                            "No payout of this entity and currency awaits the bank. One that is posted later is matched"
                                    + " by its reference, or by its amount and date where nothing else fits."));
        }
        var explained = new Span(
                "Posted settlements whose money is not seen yet, the nearest amount first. Only an equal"
                        + " amount can be matched: a difference is a bank charge or a split payout, and is found out first.");
        explained.addClassName("muted");
        return new Section("Which payout is it?", explained, new Table<>("Awaited payouts", columns(line), candidates));
    }

    private List<Column<AwaitedDeposit>> columns(BankLine line) {
        return List.of(
                Column.of("settlement", "Settlement", AwaitedDeposit::externalId, row -> {
                    var link = new Anchor("settlements/" + row.settlement(), row.externalId());
                    link.addClassName("code");
                    return link;
                }),
                Column.text("channel", "Channel", row -> row.connection().value()),
                Column.text(
                        "date",
                        "Deposit date",
                        row -> row.depositDate() == null
                                ? "not said"
                                : row.depositDate().toString()),
                Column.number("deposit", "Deposit", row -> Show.plain(row.deposit()), row -> Show.money(row.deposit())),
                Column.number(
                        "difference",
                        "Bank has more",
                        row -> Show.plain(row.difference()),
                        row -> row.difference().isZero()
                                ? new StatusChip(Status.DONE, "Equal")
                                : Show.money(row.difference())),
                Column.of("match", "", _ -> "", row -> match(line, row)));
    }

    private Component match(BankLine line, AwaitedDeposit deposit) {
        if (!deposit.difference().isZero()) {
            return new Div();
        }
        var match = Actions.button("This is it", actor, MAY_MATCH, "Matched and posted.", () -> {
            statements.match(line.id(), deposit.settlement(), actor.get());
            reload();
        });
        match.setAriaLabel("This is settlement " + deposit.externalId());
        return match;
    }
}
