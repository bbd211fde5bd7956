package io.tieout.returns.internal;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.VoidReturn;
import io.tieout.returns.events.RefundRequested;
import io.tieout.returns.events.ReimbursementExpected;
import io.tieout.returns.events.ReturnAccounted;
import io.tieout.returns.events.ReturnAccounted.Component;
import io.tieout.returns.events.ReturnDecided;
import io.tieout.returns.events.ReturnDecided.Charge;
import io.tieout.returns.events.ReturnVoided;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** What follows from a return's facts outside of it: stock, the order's figures, work items, and who gets told. */
@org.springframework.stereotype.Component
class ReturnEffects {

    /** What a refund without any stated tender is paid in. */
    static final String STORE_CREDIT = "store-credit";

    private final Orders orders;
    private final Inventory inventory;
    private final WorkItems workItems;
    private final ApplicationEventPublisher events;
    private final Catalog catalog;
    private final TransferPrices transferPercent;
    private final Clock clock;

    ReturnEffects(
            Orders orders,
            Inventory inventory,
            WorkItems workItems,
            ApplicationEventPublisher events,
            Catalog catalog,
            TransferPrices transferPercent,
            Clock clock) {
        this.catalog = catalog;
        this.transferPercent = transferPercent;
        this.orders = orders;
        this.inventory = inventory;
        this.workItems = workItems;
        this.events = events;
        this.clock = clock;
    }

    /** Moves the goods from where the lines say they stood to where they say they stand. */
    void move(CustomerReturn after, List<ReturnLine> before, String step, Instant at) {
        var movements = StockSteps.movements(after, before, after.lines(), step, at);
        if (!movements.isEmpty()) {
            inventory.move(movements);
        }
    }

    /** Adds what came back to the order's own figures, or takes it out again. */
    void note(CustomerReturn one, List<ReturnLine> lines, boolean back) {
        var order = one.order();
        var quantities = new HashMap<String, Quantity>();
        for (var line : lines) {
            if (line.lineReference() != null) {
                quantities.merge(
                        line.lineReference(),
                        back ? line.quantity() : line.quantity().negated(),
                        Quantity::plus);
            }
        }
        if (order != null && !quantities.isEmpty()) {
            orders.noteReturned(order, quantities);
        }
    }

    void raise(CustomerReturn one, ReturnProblem problem, Severity severity, String detail) {
        workItems.raise(new NewWorkItem(
                problem,
                one.key(),
                Roles.OPERATIONS,
                severity,
                detail,
                one.message(),
                Map.of("returnId", one.id().toString())));
    }

    void resolve(ReturnProblem problem, CustomerReturn one, String how) {
        workItems.resolve(problem, one.key(), how);
    }

    void resolved(CustomerReturn one, String how) {
        for (var problem : DECIDABLE) {
            workItems.resolve(problem, one.key(), how);
        }
    }

    static final List<ReturnProblem> DECIDABLE = List.of(
            ReturnProblem.AWAITS_DECISION,
            ReturnProblem.EXCEEDS_SOLD,
            ReturnProblem.UNVERIFIED,
            ReturnProblem.WINDOW_PASSED,
            ReturnProblem.AWAITS_INSPECTION,
            ReturnProblem.WRONG_ITEM,
            ReturnProblem.SERIAL_REUSED,
            ReturnProblem.DISPUTED);

    void tellDecided(
            CustomerReturn one, int part, List<Charge> charges, List<ReturnMoney> moneys, LocalDate businessDate) {
        var decided = decided(one, part, charges, moneys, businessDate);
        events.publishEvent(decided);
        interCompany(one, decided);
        story(
                one,
                "return.decided",
                TraceStep.State.DONE,
                Map.of(
                        "refund",
                        one.refund().toString(),
                        "payer",
                        decided.payer().name(),
                        "reason",
                        Objects.requireNonNull(one.decision()).reason()));
    }

    void tellVoided(CustomerReturn voided, CustomerReturn before, VoidReturn command) {
        events.publishEvent(new ReturnVoided(
                decided(before, 1, List.of(), List.of(), before.businessDate()),
                command.voidedBy(),
                command.occurredAt(),
                command.businessDate(),
                command.message()));
        story(voided, "return.voided", TraceStep.State.DONE, Map.of("voidedBy", command.voidedBy()));
    }

    private ReturnDecided decided(
            CustomerReturn one, int part, List<Charge> charges, List<ReturnMoney> moneys, LocalDate businessDate) {
        var decision = Objects.requireNonNull(one.decision());
        var payer = Objects.requireNonNull(decision.payer());
        var reference = one.reference();
        var order = one.order() == null ? null : orders.find(one.order()).orElse(null);
        return new ReturnDecided(
                one.id(),
                one.key(),
                one.connection(),
                one.externalId(),
                one.channel(),
                one.order(),
                reference == null ? null : reference.externalId(),
                one.entity(),
                one.location(),
                businessDate,
                decision.at(),
                payer,
                lines(one, part),
                refunds(one, payer, charges),
                one.message(),
                part,
                charges,
                RefundPlan.offsets(moneys),
                order == null ? null : LocalDate.ofInstant(order.summary().orderedAt(), java.time.ZoneOffset.UTC),
                payer == Payer.TILL ? otherEntity(one) : null);
    }

    private static List<ReturnDecided.Line> lines(CustomerReturn one, int part) {
        return one.lines().stream()
                .filter(line -> line.part() == part)
                .map(line -> new ReturnDecided.Line(
                        line.lineReference(), line.sku(), line.quantity(), line.net(), line.taxes()))
                .toList();
    }

    /** The legal entity of the place that took the goods, where it is another than the seller's. */
    private @Nullable EntityCode otherEntity(CustomerReturn one) {
        return catalog.location(one.location())
                .map(Location::entity)
                .filter(entity -> !entity.equals(one.entity()))
                .orElse(null);
    }

    /** R22: the goods go over to the entity that took them, at the price the policy says; two legs of one amount. */
    private void interCompany(CustomerReturn one, ReturnDecided decided) {
        var taker = otherEntity(one);
        if (taker == null) {
            return;
        }
        var zero = Money.zero(one.currency());
        var goods = zero;
        for (var line : one.lines()) {
            goods = line.part() == decided.part() && line.here() ? goods.plus(line.net()) : goods;
        }
        var price = goods.times(transferPercent.percent(one).movePointLeft(2)).rounded();
        if (!price.isZero()) {
            var occasion = "goods-" + decided.part();
            account(
                    one,
                    one.entity(),
                    "return.inter-company",
                    occasion,
                    List.of(new Component("given", null, price, null)));
            account(
                    one,
                    taker,
                    "return.inter-company",
                    occasion + "-taken",
                    List.of(new Component("taken", null, price, null)));
        }
    }

    void requestRefund(CustomerReturn one, ReturnMoney money) {
        var reference = one.reference();
        events.publishEvent(new RefundRequested(
                money.id(),
                one.id(),
                one.key(),
                one.entity(),
                one.channel(),
                reference == null ? null : reference.externalId(),
                one.externalId(),
                money.payer(),
                money.method(),
                money.reference(),
                money.amount(),
                money.reason(),
                clock.instant(),
                lines(one, money.part()),
                one.message()));
        story(
                one,
                "refund.requested",
                TraceStep.State.WAITING,
                Map.of(
                        "refund",
                        money.id().toString(),
                        "amount",
                        money.amount().toString(),
                        "payer",
                        money.payer().name()));
    }

    void expectReimbursement(CustomerReturn one, ReturnMoney money) {
        var reference = one.reference();
        events.publishEvent(new ReimbursementExpected(
                money.id(),
                one.id(),
                one.key(),
                one.entity(),
                one.channel(),
                reference == null ? null : reference.externalId(),
                money.kind(),
                money.amount(),
                clock.instant()));
        story(
                one,
                "return.reimbursement-expected",
                TraceStep.State.WAITING,
                Map.of("amount", money.amount().toString(), "kind", money.kind().name()));
    }

    void account(CustomerReturn one, String type, String occasion, List<Component> components) {
        account(one, one.entity(), type, occasion, components);
    }

    private void account(
            CustomerReturn one, EntityCode entity, String type, String occasion, List<Component> components) {
        var reference = one.reference();
        events.publishEvent(new ReturnAccounted(
                type,
                occasion,
                one.id(),
                one.key(),
                entity,
                one.channel(),
                reference == null ? one.externalId() : reference.externalId(),
                catalog.entity(entity)
                        .map(known -> LocalDate.ofInstant(clock.instant(), known.zone()))
                        .orElse(one.businessDate()),
                clock.instant(),
                components,
                one.message()));
    }

    private static List<PlaceOrder.Tender> refunds(CustomerReturn one, Payer payer, List<Charge> charges) {
        if (payer != Payer.TILL) {
            return List.of();
        }
        return one.refundedByTill().isEmpty()
                ? List.of(new PlaceOrder.Tender(
                        STORE_CREDIT,
                        one.refund().plus(RefundPlan.total(List.of(), charges, Money.zero(one.currency()))),
                        null))
                : one.refundedByTill();
    }

    void story(CustomerReturn one, String what, TraceStep.State state, Map<String, String> detail) {
        var identifiers = new HashSet<String>();
        identifiers.add(one.id().toString());
        identifiers.add(one.externalId());
        var reference = one.reference();
        if (reference != null) {
            identifiers.add(reference.externalId());
            identifiers.add("order:" + reference.connection() + ":" + reference.externalId());
        }
        var order = one.order();
        if (order != null) {
            identifiers.add(order.toString());
        }
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                what.equals("return.registered") ? one.connection().value() : "returns",
                one.key(),
                identifiers,
                Correlation.current().cause(),
                state,
                detail));
    }
}
