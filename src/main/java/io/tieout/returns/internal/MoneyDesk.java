package io.tieout.returns.internal;

import io.tieout.catalog.Catalog;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.events.ReturnDecided.Charge;
import io.tieout.returns.internal.CustomerReturn.Decision;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Credits returns: which lines, at what price, with what charges, paid back to what by whom. Planned first, so that the return
 * can be saved before anything refers to it; then carried out.
 */
@Component
class MoneyDesk {

    private final MoneyRows rows;
    private final FactRows facts;
    private final PolicyBook policies;
    private final Catalog catalog;
    private final ReturnEffects effects;
    private final Accruals accruals;
    private final ExchangeOrders exchanges;
    private final Clock clock;

    MoneyDesk(
            MoneyRows rows,
            FactRows facts,
            PolicyBook policies,
            Catalog catalog,
            ReturnEffects effects,
            Accruals accruals,
            ExchangeOrders exchanges,
            Clock clock) {
        this.rows = rows;
        this.facts = facts;
        this.policies = policies;
        this.catalog = catalog;
        this.effects = effects;
        this.accruals = accruals;
        this.exchanges = exchanges;
        this.clock = clock;
    }

    /**
     * @param lines which of those that are not credited yet
     * @param paidAlready whether the money is out
     * @param goodsKept whether the customer keeps what is not here
     */
    record Credit(
            ReturnMoney.Kind kind,
            Payer payer,
            String reason,
            String by,
            boolean paidAlready,
            boolean goodsKept,
            Predicate<ReturnLine> lines,
            List<PlaceOrder.Line> replacement) {

        static Credit refund(Payer payer, String reason, String by, boolean paidAlready, Predicate<ReturnLine> lines) {
            return new Credit(ReturnMoney.Kind.REFUND, payer, reason, by, paidAlready, false, lines, List.of());
        }
    }

    /** A credit that is worked out, with the return as it then is. */
    record Planned(
            CustomerReturn after,
            int part,
            List<Charge> charges,
            List<ReturnMoney> moneys,
            List<PlaceOrder.Line> replacement) {

        boolean pending() {
            return after.state() == ReturnState.REFUND_PENDING;
        }
    }

    /** The rule for a return; of several reasons the first decides. */
    PolicyBook.Chosen rule(CustomerReturn one) {
        var country =
                catalog.entity(one.entity()).map(entity -> entity.country()).orElse("*");
        return policies.rule(
                one.channel().value(), country, one.lines().getFirst().reason());
    }

    /** @throws ProblemException {@code return.nothing-to-credit}, {@code return.disputed} */
    Planned plan(CustomerReturn one, @Nullable Returnable returnable, Credit credit) {
        checkDispute(one, credit);
        var part = one.nextPart();
        var chosen = rule(one);
        var picked = one.lines().stream()
                .filter(line -> !line.credited() && credit.lines().test(line))
                .toList();
        if (picked.isEmpty()) {
            throw new ProblemException(
                    ReturnProblem.NOTHING_TO_CREDIT, "Return " + one.externalId() + " has nothing left to credit");
        }
        var tillPaid = credit.payer() == Payer.TILL && !one.refundedByTill().isEmpty();
        var credited = returnable == null
                ? picked.stream().map(line -> line.inPart(part)).toList()
                : returnable.credit(picked, !tillPaid, part);
        var charges = tillPaid || credit.kind() == ReturnMoney.Kind.REPLACEMENT
                ? List.<Charge>of()
                : charges(one, returnable, chosen, credited, part);
        var lines = merged(one.lines(), picked, credited, credit.goodsKept());
        var payable = RefundPlan.total(credited, charges, Money.zero(one.currency()));
        var moneys = tillPaid
                ? tillMoneys(one, part, credit)
                : RefundPlan.moneys(wish(one, returnable, credit, chosen, part, payable));
        var decision = new Decision(clock.instant(), credit.by(), credit.reason(), credit.payer());
        var after = one.with(lines).decided(decision);
        var pending = credit.payer() == Payer.PAYMENT_PROVIDER
                && moneys.stream().anyMatch(money -> money.state() == ReturnMoney.State.PENDING);
        return new Planned(
                pending ? after.in(ReturnState.REFUND_PENDING) : after, part, charges, moneys, credit.replacement());
    }

    private void checkDispute(CustomerReturn one, Credit credit) {
        var reference = one.reference();
        if (reference != null
                && !credit.paidAlready()
                && facts.disputed(reference.connection(), reference.externalId())) {
            throw new ProblemException(
                    ReturnProblem.DISPUTED,
                    "The payment of order " + reference.externalId()
                            + " is disputed: the customer gets the money there or not at all");
        }
    }

    private List<Charge> charges(
            CustomerReturn one,
            @Nullable Returnable returnable,
            PolicyBook.Chosen chosen,
            List<ReturnLine> credited,
            int part) {
        var given = returnable == null ? Map.<String, Quantity>of() : returnable.creditedQuantities();
        var claimed = returnable == null ? Map.<String, Quantity>of() : returnable.claimedQuantities();
        var charges = RefundTerms.charges(new RefundTerms.Case(
                chosen.rule(),
                returnable == null ? null : returnable.order(),
                credited,
                given,
                claimed,
                part == 1,
                returnable != null && rows.shippingRefunded(one)));
        var goods = RefundPlan.total(credited, List.of(), Money.zero(one.currency()));
        // nobody owes us for having returned something: what is kept back is at most what the goods are worth
        return RefundPlan.total(List.of(), charges, goods).isNegative() ? List.of() : charges;
    }

    /** The lines of the return with those that were credited in their places. */
    private static List<ReturnLine> merged(
            List<ReturnLine> all, List<ReturnLine> picked, List<ReturnLine> credited, boolean goodsKept) {
        var lines = new ArrayList<ReturnLine>();
        for (var line : all) {
            var index = identityIndex(picked, line);
            var now = index < 0 ? line : credited.get(index);
            lines.add(
                    index >= 0 && goodsKept && now.receipt() == ReceiptState.IN_TRANSIT
                            ? now.now(ReceiptState.KEPT)
                            : now);
        }
        return lines;
    }

    private static int identityIndex(List<ReturnLine> lines, ReturnLine wanted) {
        for (var index = 0; index < lines.size(); index++) {
            if (lines.get(index) == wanted) {
                return index;
            }
        }
        return -1;
    }

    private List<ReturnMoney> tillMoneys(CustomerReturn one, int part, Credit credit) {
        var moneys = new ArrayList<ReturnMoney>();
        for (var tender : one.refundedByTill()) {
            moneys.addAll(RefundPlan.moneys(new RefundPlan.Wish(
                    part,
                    ReturnMoney.Kind.REFUND,
                    Payer.TILL,
                    credit.reason(),
                    tender.amount(),
                    true,
                    List.of(tender),
                    true,
                    Money.zero(one.currency()),
                    null,
                    clock.instant(),
                    Duration.ZERO)));
        }
        return moneys;
    }

    private RefundPlan.Wish wish(
            CustomerReturn one,
            @Nullable Returnable returnable,
            Credit credit,
            PolicyBook.Chosen chosen,
            int part,
            Money payable) {
        var worth = Money.sum(
                one.currency(),
                credit.replacement().stream().map(ExchangeOrders::gross).toList());
        var exchanged = worth.compareTo(payable) < 0 ? worth : payable;
        var kind = credit.payer() == Payer.TILL && credit.kind() == ReturnMoney.Kind.REFUND
                ? ReturnMoney.Kind.STORE_CREDIT
                : credit.kind();
        return new RefundPlan.Wish(
                part,
                kind,
                credit.payer(),
                credit.reason(),
                payable,
                credit.paidAlready(),
                returnable == null ? List.of() : left(one, returnable.order()),
                chosen.rule().giftCardFirst(),
                exchanged,
                exchanged.isPositive() ? exchanges.number(one, part) : null,
                clock.instant(),
                Duration.ofDays(chosen.rule().refundAnswerDays()));
    }

    /** What of each tender has not been paid back yet. */
    private List<PlaceOrder.Tender> left(CustomerReturn one, OrderDetails order) {
        var back = new HashMap<>(rows.paidBack(order.summary().id()));
        var left = new ArrayList<PlaceOrder.Tender>();
        for (var tender : order.tenders()) {
            var paid = back.getOrDefault(tender.method(), Money.zero(one.currency()));
            var used = paid.compareTo(tender.amount()) < 0 ? paid : tender.amount();
            back.put(tender.method(), paid.minus(used));
            if (tender.amount().minus(used).isPositive()) {
                left.add(new PlaceOrder.Tender(tender.method(), tender.amount().minus(used), tender.reference()));
            }
        }
        return left;
    }

    /** Once the return is saved: the money is asked for, and what is certain is told. */
    void carryOut(Planned planned, LocalDate businessDate) {
        var one = planned.after();
        rows.addCharges(one.id(), planned.part(), planned.charges());
        planned.moneys().forEach(money -> rows.add(one.id(), money));
        if (!planned.replacement().isEmpty()) {
            exchanges.place(one, planned);
        }
        for (var money : planned.moneys()) {
            if (money.state() == ReturnMoney.State.PENDING) {
                effects.requestRefund(one, money);
            }
        }
        if (planned.pending()) {
            accruals.accrue(one, ReturnLine::here);
        } else {
            accruals.reverse(one);
            tell(one, planned.part(), businessDate);
        }
    }

    /** The credit is certain: it goes to the books. */
    void tell(CustomerReturn one, int part, LocalDate businessDate) {
        var moneys =
                rows.of(one.id()).stream().filter(money -> money.part() == part).toList();
        effects.tellDecided(one, part, rows.charges(one, part), moneys, businessDate);
    }
}
