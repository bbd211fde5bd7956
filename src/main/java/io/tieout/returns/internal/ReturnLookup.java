package io.tieout.returns.internal;

import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.PolicyOverride;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnRule;
import io.tieout.returns.ReturnableOrder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What tills and stores look up. */
@Repository
public class ReturnLookup {

    private final JdbcClient jdbc;
    private final Orders orders;
    private final LineBalances balances;
    private final CustomerReturns returns;
    private final FactRows facts;
    private final PolicyBook policies;
    private final Catalog catalog;
    private final ReturnEffects effects;
    private final Clock clock;

    ReturnLookup(
            JdbcClient jdbc,
            Orders orders,
            LineBalances balances,
            CustomerReturns returns,
            FactRows facts,
            PolicyBook policies,
            Catalog catalog,
            ReturnEffects effects,
            Clock clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.balances = balances;
        this.returns = returns;
        this.facts = facts;
        this.policies = policies;
        this.catalog = catalog;
        this.effects = effects;
        this.clock = clock;
    }

    public List<ReturnableOrder> returnable(String number) {
        return orders.withNumber(number).stream()
                .flatMap(id -> orders.find(id).stream())
                .map(this::returnable)
                .toList();
    }

    private ReturnableOrder returnable(OrderDetails order) {
        var summary = order.summary();
        var left = new Returnable(order, balances.of(summary.id()));
        var country =
                catalog.entity(summary.entity()).map(entity -> entity.country()).orElse("*");
        var rule = policies.rule(summary.connection().value(), country, "unspecified")
                .rule();
        var until = until(rule, summary.orderedAt());
        var inTime = until == null || !clock.instant().isAfter(until);
        return new ReturnableOrder(
                summary.connection(),
                summary.externalId(),
                summary.entity(),
                summary.orderedAt(),
                order.lines().stream()
                        .map(line -> new ReturnableOrder.Line(
                                line.reference(),
                                line.sku(),
                                line.title(),
                                line.shipped(),
                                line.shipped().minus(left.claimedQuantities().get(line.reference())),
                                line.net(),
                                tax(line)))
                        .toList(),
                rule.name(),
                words(rule, inTime),
                inTime,
                until,
                facts.disputed(summary.connection(), summary.externalId()),
                openIds(summary.connection(), summary.externalId()));
    }

    private static Money tax(OrderDetails.Line line) {
        return Money.sum(
                line.net().currency(),
                line.taxes().stream().map(PlaceOrder.Tax::amount).toList());
    }

    private static @Nullable Instant until(ReturnRule rule, Instant orderedAt) {
        var days = rule.windowDays();
        return days == null ? null : orderedAt.plus(Duration.ofDays(days));
    }

    private static String words(ReturnRule rule, boolean inTime) {
        if (!inTime) {
            return "Later than the policy allows; an exception needs a second person";
        }
        var fee = rule.restockingFeePercent().signum() == 0
                ? ""
                : "; a restocking fee of " + rule.restockingFeePercent() + " % is kept back";
        return switch (rule.refund()) {
            case AUTHORISATION -> "Refunded once it is authorised" + fee;
            case RECEIPT -> "Refunded once the goods are here and it is authorised" + fee;
            case INSPECTION -> "Refunded once the goods were inspected and it is authorised" + fee;
            case PERSON -> "A person decides about the refund" + fee;
        };
    }

    List<ReturnId> openIds(ConnectionCode channel, String order) {
        return jdbc.sql("""
                        select id from returns.customer_return
                         where order_external_id = :order and order_connection = :channel
                           and state in ('EXPECTED', 'AWAITS_DECISION') order by registered_at
                        """)
                .param("order", order)
                .param("channel", channel.value())
                .query((row, _) -> new ReturnId(row.getObject("id", UUID.class)))
                .list();
    }

    public List<ReturnDetails> open(ConnectionCode channel, String order) {
        return openIds(channel, order).stream()
                .flatMap(id -> returns.find(id).stream())
                .map(ReturnList::details)
                .toList();
    }

    public List<PolicyOverride> overrides(int limit) {
        return facts.overrides(limit);
    }

    public void refundByHand(ReturnId id, UUID refund, String why) {
        returns.find(id)
                .ifPresent(one -> effects.raise(
                        one,
                        ReturnProblem.REFUND_BY_HAND,
                        Severity.HIGH,
                        "Refund " + refund + " for return " + one.externalId() + ", worth " + one.refund() + ": "
                                + why));
    }
}
