package io.tieout.channels.square;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.Shipments;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Money;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Payments, and refunds of them. A payment is kept until its order asks for it; an order that waits for it goes on. */
@Component
class SquarePayments {

    private static final Set<String> UNDONE = Set.of("CANCELED", "FAILED");

    private final SquareRows rows;
    private final Orders orders;
    private final Inbox inbox;
    private final Drift drift;

    SquarePayments(SquareRows rows, Orders orders, Inbox inbox, Drift drift) {
        this.rows = rows;
        this.orders = orders;
        this.inbox = inbox;
        this.drift = drift;
    }

    static String waitKey(Connection connection, String order) {
        return "square-payments:" + connection.code() + ":" + order;
    }

    static SquareRows.Payment read(JsonFields payment) {
        var amount = payment.has("total_money")
                ? SquareMoney.read(payment, "total_money")
                : SquareMoney.read(payment, "amount_money");
        var tip = SquareMoney.orZero(payment, "tip_money", amount.currency());
        var source = payment.textOrNull("source_type");
        return new SquareRows.Payment(
                payment.text("id", 192),
                payment.textOrNull("order_id"),
                payment.text("status", 50).toUpperCase(Locale.ROOT),
                source == null ? "OTHER" : method(payment, source),
                amount,
                tip,
                payment.has("updated_at") ? payment.instant("updated_at") : payment.instant("created_at"));
    }

    /** A payment that was taken elsewhere says where: {@code EXTERNAL:CHECK}. */
    private static String method(JsonFields payment, String source) {
        var external = payment.objectOrNull("external_details");
        var type = external == null ? null : external.textOrNull("type");
        return source.equals("EXTERNAL") && type != null ? source + ":" + type : source;
    }

    Outcome take(Connection connection, InboxMessage message, JsonFields fields, Set<String> unknown) {
        var payment = read(fields);
        if (!rows.save(connection.code(), payment)) {
            return new Outcome.Ignored("The payment is known already, in this or a newer state");
        }
        var order = payment.order();
        var subject = BusinessKey.of("payment:" + connection.code() + ":" + payment.id());
        if (order == null) {
            return drift.processed(SquareAdapter.NAME, Set.of(subject), unknown);
        }
        var orderKey = BusinessKey.of(Shipments.key(connection.code().value(), order));
        if (payment.completed()) {
            inbox.resume(waitKey(connection, order));
        } else if (UNDONE.contains(payment.state()) && sold(connection, order)) {
            return new Outcome.ProcessedWithRemarks(
                    Set.of(orderKey, subject),
                    List.of(new Remark(
                            SquareProblem.PAYMENT_REVERSED,
                            orderKey,
                            Roles.OPERATIONS,
                            "Payment " + payment.id() + " of " + payment.amount() + " is " + payment.state()
                                    + ", and order " + order + " of " + connection.code() + " is booked as sold",
                            Map.of("payment", payment.id()))));
        }
        return drift.processed(SquareAdapter.NAME, Set.of(orderKey, subject), unknown);
    }

    private boolean sold(Connection connection, String order) {
        return orders.find(connection.code(), order)
                .filter(found -> found.summary().state() == OrderState.SOLD)
                .isPresent();
    }

    /** The goods that it is for are in its own order, which is fetched; the event says that there is one. */
    Outcome refund(Connection connection, JsonFields refund, Set<String> unknown) {
        var id = refund.text("id", 255);
        var amount = SquareMoney.read(refund, "amount_money");
        var subject = BusinessKey.of("refund:" + connection.code() + ":" + id);
        var order = refund.textOrNull("order_id");
        if (UNDONE.contains(refund.text("status", 50)) || "REJECTED".equals(refund.textOrNull("status"))) {
            return new Outcome.Ignored("The refund of " + amount + " was not paid");
        }
        if (order != null && orders.find(connection.code(), order).isEmpty()) {
            var at = refund.has("updated_at") ? refund.instant("updated_at") : refund.instant("created_at");
            rows.want(connection.code(), order, 1, at);
        }
        return drift.processed(
                SquareAdapter.NAME,
                order == null
                        ? Set.of(subject)
                        : Set.of(
                                subject,
                                BusinessKey.of(Shipments.key(connection.code().value(), order))),
                unknown);
    }

    /** What was paid for an order, with tips; nothing where less is known than it costs. */
    List<SquareRows.Payment> complete(Connection connection, String order, Money due) {
        var payments = rows.payments(connection.code(), order).stream()
                .filter(SquareRows.Payment::completed)
                .filter(payment -> payment.amount().currency().equals(due.currency()))
                .toList();
        var paid = Money.sum(
                due.currency(),
                payments.stream().map(SquareRows.Payment::amount).toList());
        return paid.equals(due) ? payments : List.of();
    }
}
