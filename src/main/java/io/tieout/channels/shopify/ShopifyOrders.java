package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.orders.Acceptance;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.Orders;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Webhooks {@code orders/create}, {@code orders/updated}, {@code orders/paid}, {@code orders/edited} and {@code
 * orders/cancelled}. The object says what it is: an order with a time of cancellation is a cancellation.
 */
@Component
class ShopifyOrders implements ChannelAdapter {

    static final String NAME = "shopify";

    /** The secret with which the shop signs its webhooks. */
    static final String SECRET = "webhook";

    private static final KnownFields KNOWN = KnownFields.load(ShopifyOrders.class, "order.fields");

    private final Orders orders;
    private final ShopifyOrderReader reader;
    private final Drift drift;

    ShopifyOrders(Orders orders, ShopifyOrderReader reader, Drift drift) {
        this.orders = orders;
        this.reader = reader;
        this.drift = drift;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("order", "order-change");
    }

    @Override
    public boolean signs() {
        return true;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        var given = headers.get("x-shopify-hmac-sha256");
        var key = secret.value(SECRET);
        return given != null && key.isPresent() && WebhookSignature.fits(key.get(), body, given);
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var found = JsonPeek.at(raw.open(), Set.of("id", "updated_at"), Set.of("order"));
        var order = found.get("id");
        var orderingKey = order == null ? null : "order:" + connection.code() + ":" + order;
        var webhook = headers.get("x-shopify-webhook-id");
        if (webhook != null && !webhook.isBlank() && webhook.length() <= 128) {
            return new Identification("webhook:" + webhook.strip(), null, orderingKey);
        }
        if (order == null) {
            return Identification.NONE;
        }
        var topic = headers.getOrDefault("x-shopify-topic", kind);
        return new Identification(order + ":" + topic, version(found.get("updated_at")), orderingKey);
    }

    /** Shopify writes the shop's own offset; of two versions as UTC text the greater is the newer. */
    static @Nullable String version(@Nullable String updatedAt) {
        if (updatedAt == null) {
            return null;
        }
        try {
            return OffsetDateTime.parse(updatedAt).toInstant().toString();
        } catch (DateTimeException odd) {
            return updatedAt;
        }
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var order = reader.unwrap(JsonFields.read(raw.open()));
        var externalId = order.text("id", 128);
        var subjects = Set.of(BusinessKey.of("order:" + connection.code() + ":" + externalId));
        if (order.has("cancelled_at")) {
            var reason = order.textOrNull("cancel_reason");
            orders.cancel(new CancelOrder(
                    connection.code(),
                    externalId,
                    order.instant("cancelled_at"),
                    reason == null ? "other" : reason,
                    message.id()));
            return drift.processed(NAME, subjects, KNOWN.unknown(order.node()));
        }
        var acceptance = orders.place(reader.order(connection, order, message.id()));
        return switch (acceptance) {
            case Acceptance.AlreadyKnown _ ->
                new Outcome.Ignored("The order is known already, in this or a newer version");
            case Acceptance.Released _, Acceptance.Held _, Acceptance.Recorded _, Acceptance.CancelledBefore _ ->
                drift.processed(NAME, subjects, KNOWN.unknown(order.node()));
        };
    }
}
