package io.tieout.returns.internal;

import io.tieout.access.Audit;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.Authorisation.State;
import io.tieout.returns.AuthoriseReturn;
import io.tieout.returns.DecideMoney;
import io.tieout.returns.PolicyOverride;
import io.tieout.returns.RegisterReturn.Told;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.events.ReturnAccounted;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Authorisation and money of returns that are known, each by itself. Receipts are {@link Receipts}'. */
@Component
public class ReturnFactDesk {

    private final CustomerReturns returns;
    private final ReturnDecisions decisions;
    private final LineBalances balances;
    private final Authorisations authorisations;
    private final Judging judging;
    private final FactRows facts;
    private final MoneyRows money;
    private final ReturnEffects effects;
    private final ExchangeOrders exchanges;
    private final Audit audit;
    private final Clock clock;

    ReturnFactDesk(
            CustomerReturns returns,
            ReturnDecisions decisions,
            LineBalances balances,
            Authorisations authorisations,
            Judging judging,
            FactRows facts,
            MoneyRows money,
            ReturnEffects effects,
            ExchangeOrders exchanges,
            Audit audit,
            Clock clock) {
        this.returns = returns;
        this.decisions = decisions;
        this.balances = balances;
        this.authorisations = authorisations;
        this.judging = judging;
        this.facts = facts;
        this.money = money;
        this.effects = effects;
        this.exchanges = exchanges;
        this.audit = audit;
        this.clock = clock;
    }

    CustomerReturn locked(ReturnId id) {
        returns.lock(decisions.find(id).key().value());
        return decisions.find(id);
    }

    public void authorise(ReturnId id, AuthoriseReturn command, Actor by) {
        var one = locked(id);
        var before = authorisations.of(id);
        if (before.isPresent()
                && before.get().state() == command.state()
                && before.get().by() == command.by()) {
            return;
        }
        if (command.state() == State.DECLINED && one.ended() && one.state() != ReturnState.DECLINED) {
            throw new ProblemException(
                    ReturnProblem.DECIDED_ALREADY, "Return " + one.externalId() + " is " + one.state() + " already");
        }
        authorisations.note(
                one,
                command.state(),
                command.by(),
                command.reason(),
                command.reference(),
                command.expiresAt(),
                by.toString());
        audit.record(
                by,
                "return.authorisation",
                one.key().value(),
                Map.of("state", command.state().name(), "reason", command.reason()));
        switch (command.state()) {
            case APPROVED -> approved(one);
            case DECLINED -> declined(one, command, by);
            case REQUESTED -> appealed(one);
            case EXPIRED -> expired(one, by.toString());
        }
    }

    private void approved(CustomerReturn one) {
        if (one.ended()) {
            return;
        }
        effects.resolve(ReturnProblem.AWAITS_DECISION, one, "Authorised");
        settle(one);
    }

    /** What the policy says now that another fact is known. */
    void settle(CustomerReturn one) {
        settle(one, one.lines(), "settled-" + one.nextPart());
    }

    void settle(CustomerReturn one, List<ReturnLine> before, String step) {
        var returnable = decisions.returnable(one.order());
        var judged = judging.judge(one, returnable.orElse(null), Told.NOTHING, judging.authorised(one), false);
        returns.update(judged.after());
        returnable.ifPresent(left -> balances.save(one.order(), left.changed()));
        effects.move(judged.after(), before, step, clock.instant());
        judging.follow(judged, decisions.today(one));
    }

    /** R2: nothing is credited; what is here is the customer's, and somebody decides what becomes of it. */
    private void declined(CustomerReturn one, AuthoriseReturn command, Actor by) {
        if (one.ended()) {
            return;
        }
        var returnable = decisions.returnable(one.order());
        var declined = decisions.refuse(
                one, command.reason(), by.toString(), returnable.orElse(null), ReturnLine.Stock.CUSTOMER);
        effects.resolved(one, "Declined: " + command.reason());
        if (declined.received()) {
            effects.raise(
                    declined,
                    ReturnProblem.DECLINED_GOODS_HERE,
                    Severity.NORMAL,
                    Judging.waiting(declined, command.reason()));
        }
    }

    /** The customer's goods are here, and the channel is asked again. */
    private void appealed(CustomerReturn one) {
        if (one.state() != ReturnState.DECLINED) {
            return;
        }
        var returnable = decisions.returnable(one.order());
        var free = one.lines().stream()
                .allMatch(line -> returnable.isEmpty() || returnable.get().reclaim(line));
        if (!free) {
            throw new ProblemException(
                    ReturnProblem.EXCEEDS_SOLD, "Another return took the units of " + one.externalId());
        }
        var again = one.with(one.lines().stream()
                        .map(line -> line.claiming(line.lineReference() != null))
                        .toList())
                .undecided();
        returns.update(again);
        returnable.ifPresent(left -> balances.save(one.order(), left.changed()));
        effects.note(again, again.lines().stream().filter(ReturnLine::here).toList(), true);
        effects.raise(again, ReturnProblem.AWAITS_DECISION, Severity.NORMAL, Judging.waiting(again, "Appealed"));
    }

    /** Nothing came before the authorisation ended: what was claimed is free again. */
    private void expired(CustomerReturn one, String by) {
        if (one.state() != ReturnState.EXPECTED) {
            return;
        }
        decisions.refuse(
                one,
                "The authorisation ended before the goods came",
                by,
                decisions.returnable(one.order()).orElse(null),
                ReturnLine.Stock.NONE);
    }

    public void decideMoney(ReturnId id, DecideMoney command, Actor by) {
        var one = locked(id);
        switch (command.kind()) {
            case GOODWILL -> goodwill(one, command, by);
            case REPLACEMENT -> replace(one, command, by);
            case REFUND, STORE_CREDIT, EXCHANGE -> credit(one, command, by);
            case REIMBURSEMENT, SHIPPING_REIMBURSEMENT, CLAWBACK, LOSS ->
                throw new ProblemException(
                        CommonProblem.REQUEST_INVALID, command.kind() + " is no money for a customer");
        }
        audit.record(
                by,
                "return.money-decided",
                one.key().value(),
                Map.of("kind", command.kind().name(), "reason", command.reason()));
    }

    private void credit(CustomerReturn one, DecideMoney command, Actor by) {
        if (one.state() == ReturnState.DECLINED || one.state() == ReturnState.VOIDED) {
            throw new ProblemException(
                    ReturnProblem.DECIDED_ALREADY, "Return " + one.externalId() + " is " + one.state() + " already");
        }
        if (one.foreign() && !judging.authorised(one)) {
            throw new ProblemException(
                    ReturnProblem.NOT_AUTHORISED,
                    "The order's channel has not agreed to return " + one.externalId()
                            + "; decide it as a whole to act against it");
        }
        var returnable = decisions.returnable(one.order());
        decisions.demandOverride(one, returnable.orElse(null));
        decisions.pay(
                one,
                one.lines(),
                returnable.orElse(null),
                new MoneyDesk.Credit(
                        command.kind(),
                        command.payer(),
                        command.reason(),
                        by.toString(),
                        command.payer() == Payer.TILL,
                        command.goodsKept(),
                        line -> command.goodsKept() || line.here(),
                        command.replacement()));
        effects.resolved(one, command.reason());
    }

    /** R2: paid at our own cost, as store credit, for goods that we keep though nobody had to take them. */
    private void goodwill(CustomerReturn one, DecideMoney command, Actor by) {
        if (one.state() != ReturnState.DECLINED) {
            throw new ProblemException(
                    ReturnProblem.DECIDED_ALREADY, "Goodwill is for a declined return, and this is " + one.state());
        }
        var amount = one.refund();
        pay(one, ReturnMoney.Kind.GOODWILL, amount, command.reason());
        effects.account(
                one,
                "return.goodwill",
                "goodwill",
                List.of(new ReturnAccounted.Component("goodwill", null, amount, null)));
        var ours = one.with(one.lines().stream()
                .map(line ->
                        line.stock() == ReturnLine.Stock.CUSTOMER ? line.in(StockSteps.kept(line.disposition())) : line)
                .toList());
        returns.update(ours);
        effects.move(ours, one.lines(), "goodwill", clock.instant());
        resolveDeclined(one, "Goodwill: " + command.reason());
        effects.story(
                one, "return.goodwill", TraceStep.State.DONE, Map.of("amount", amount.toString(), "by", by.name()));
    }

    void resolveDeclined(CustomerReturn one, String how) {
        effects.resolve(ReturnProblem.DECLINED_GOODS_HERE, one, how);
    }

    /** The declined goods leave with the customer. */
    public void handBack(ReturnId id, String reason) {
        var one = locked(id);
        var gone = one.with(one.lines().stream()
                .map(line -> line.stock() == ReturnLine.Stock.CUSTOMER ? line.in(ReturnLine.Stock.NONE) : line)
                .toList());
        returns.update(gone);
        effects.move(gone, one.lines(), "handed-back", clock.instant());
        resolveDeclined(one, "Handed back: " + reason);
        effects.story(gone, "return.handed-back", TraceStep.State.DONE, Map.of("reason", reason));
    }

    /** R35: a new unit for nothing; the old one's sale stays as it is. */
    private void replace(CustomerReturn one, DecideMoney command, Actor by) {
        if (money.of(one.id()).stream().anyMatch(known -> known.kind() == ReturnMoney.Kind.REPLACEMENT)) {
            return;
        }
        var free = command.replacement().stream()
                .map(line -> new PlaceOrder.Line(
                        line.reference(),
                        line.sku(),
                        line.partnerSku(),
                        line.title(),
                        line.quantity(),
                        Money.zero(one.currency()),
                        Money.zero(one.currency()),
                        List.of()))
                .toList();
        var part = one.nextPart();
        pay(one, ReturnMoney.Kind.REPLACEMENT, Money.zero(one.currency()), command.reason());
        exchanges.place(one, part, free, List.of());
        var replaced = Judging.kept(one)
                .decided(
                        new CustomerReturn.Decision(clock.instant(), by.toString(), command.reason(), command.payer()));
        returns.update(replaced);
        effects.move(replaced, one.lines(), "replaced", clock.instant());
        effects.story(one, "return.replaced", TraceStep.State.DONE, Map.of("by", by.name()));
        effects.resolved(one, command.reason());
    }

    private void pay(CustomerReturn one, ReturnMoney.Kind kind, Money amount, String reason) {
        money.add(one.id(), done(kind, amount, reason, null));
    }

    private ReturnMoney done(ReturnMoney.Kind kind, Money amount, String reason, @Nullable String reference) {
        var now = clock.instant();
        return new ReturnMoney(
                Ids.next(),
                0,
                kind,
                ReturnMoney.State.DONE,
                Payer.TILL,
                kind == ReturnMoney.Kind.GOODWILL ? ReturnEffects.STORE_CREDIT : null,
                amount,
                reference,
                reason,
                now,
                null,
                now,
                "At once",
                null);
    }

    /** R15: one asks, another grants. */
    public void override(ReturnId id, String reason, Actor by) {
        var one = locked(id);
        var known = facts.override(id);
        if (known.isEmpty() || known.get().requestedBy().equals(by.toString())) {
            if (known.map(PolicyOverride::approvedBy).isPresent()) {
                return;
            }
            facts.request(id, ReturnProblem.WINDOW_PASSED.code(), reason, by.toString(), clock.instant());
            effects.story(
                    one,
                    "return.exception-requested",
                    TraceStep.State.NEEDS_YOU,
                    Map.of("reason", reason, "by", by.name()));
            audit.record(by, "return.exception-requested", one.key().value(), Map.of("reason", reason));
            return;
        }
        if (known.get().approvedBy() != null) {
            return;
        }
        facts.approve(id, by.toString(), clock.instant());
        effects.story(one, "return.exception-granted", TraceStep.State.DONE, Map.of("by", by.name()));
        audit.record(
                by,
                "return.exception-granted",
                one.key().value(),
                Map.of("reason", known.get().reason()));
        effects.resolve(ReturnProblem.WINDOW_PASSED, one, "An exception was granted");
        if (!one.ended()) {
            settle(one);
        }
    }
}
