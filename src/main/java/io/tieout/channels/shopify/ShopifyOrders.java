package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.Shipments;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.orders.Acceptance;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.Orders;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Webhooks {@code orders/create}, {@code orders/updated}, {@code orders/paid}, {@code orders/edited} and {@code
 * orders/cancelled}. The object says what it is: an order with a time of cancellation is a cancellation, and so is one of
 * which nothing is left.
 */
@Component
class ShopifyOrders extends ShopifyTopic {

    private static final KnownFields KNOWN = KnownFields.load(ShopifyOrders.class, "order.fields");

    private final Orders orders;
    private final ShopifyOrderReader reader;
    private final Inbox inbox;
    private final Drift drift;

    ShopifyOrders(Orders orders, ShopifyOrderReader reader, Inbox inbox, Drift drift, ShopifyWatch watch) {
        super(Set.of("order", "order-change"), "order", watch);
        this.orders = orders;
        this.reader = reader;
        this.inbox = inbox;
        this.drift = drift;
    }

    @Override
    @Nullable
    String orderingKey(Connection connection, Map<String, String> found) {
        var order = found.get("id");
        return order == null ? null : key(connection, order);
    }

    static String key(Connection connection, String order) {
        return Shipments.key(connection.code().value(), order);
    }

    @Override
    Outcome take(Connection connection, InboxMessage message, JsonFields document) {
        if (message.kind().equals("order-change") && document.has("order_edit")) {
            // orders/edited names lines and differences only; orders/updated comes with it and has the whole order
            return new Outcome.Ignored("The edit itself; the order as it is now comes with orders/updated");
        }
        var order = reader.unwrap(document);
        var externalId = order.text("id", 128);
        var subjects = Set.of(BusinessKey.of(key(connection, externalId)));
        if (order.has("cancelled_at")) {
            var reason = order.textOrNull("cancel_reason");
            return cancelled(connection, message, order, order.instant("cancelled_at"), reason, subjects);
        }
        if (ShopifyRemovals.of(order).everythingOf(order)) {
            var at = order.instantOrNull("updated_at");
            return cancelled(
                    connection,
                    message,
                    order,
                    at == null ? message.receivedAt() : at,
                    "all lines were taken out",
                    subjects);
        }
        return switch (orders.place(reader.order(connection, order, message.id()))) {
            case Acceptance.AlreadyKnown _ ->
                new Outcome.Ignored("The order is known already, in this or a newer version");
            case Acceptance.Held _, Acceptance.CancelledBefore _ -> {
                inbox.resume(key(connection, externalId)); // what is not released is here all the same
                yield drift.processed(NAME, subjects, KNOWN.unknown(order.node()));
            }
            case Acceptance.Released _, Acceptance.Recorded _ ->
                drift.processed(NAME, subjects, KNOWN.unknown(order.node()));
        };
    }

    private Outcome cancelled(
            Connection connection,
            InboxMessage message,
            JsonFields order,
            Instant at,
            @Nullable String reason,
            Set<BusinessKey> subjects) {
        orders.cancel(new CancelOrder(
                connection.code(), order.text("id", 128), at, reason == null ? "other" : reason, message.id()));
        return drift.processed(NAME, subjects, KNOWN.unknown(order.node()));
    }
}
