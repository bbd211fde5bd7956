package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all topics of Shopify have in common: the signature, the identity of a webhook, and what is watched on the way. */
abstract class ShopifyTopic implements ChannelAdapter {

    static final String NAME = "shopify";

    /** The secret with which the shop signs its webhooks. */
    static final String SECRET = "webhook";

    static final String TOPIC = "x-shopify-topic";

    private static final int NUMBER_LENGTH_MAX = 128;
    private static final Set<String> LOOKED_AT =
            Set.of("id", "order_id", "updated_at", "inventory_item_id", "location_id");

    private final Set<String> kinds;
    private final Set<String> wrappers;
    private final ShopifyWatch watch;

    /** @param wrapper the object that the REST API puts around what a webhook sends bare */
    ShopifyTopic(Set<String> kinds, String wrapper, ShopifyWatch watch) {
        this.kinds = kinds;
        this.wrappers = Set.of(wrapper);
        this.watch = watch;
    }

    @Override
    public final String name() {
        return NAME;
    }

    @Override
    public final Set<String> kinds() {
        return kinds;
    }

    @Override
    public final boolean signs() {
        return true;
    }

    @Override
    public final Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public final boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        var given = headers.get("x-shopify-hmac-sha256");
        var key = secret.value(SECRET);
        return given != null && key.isPresent() && WebhookSignature.fits(key.get(), body, given);
    }

    /**
     * A webhook is known by its own number: a repeat bears the same one. What was fetched is known by the object and the time
     * of its last change.
     */
    @Override
    public final Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var found = JsonPeek.at(raw.open(), LOOKED_AT, wrappers);
        var orderingKey = orderingKey(connection, found);
        var webhook = number(headers, "x-shopify-webhook-id");
        if (webhook != null) {
            return new Identification("webhook:" + webhook, null, orderingKey);
        }
        var topic = headers.getOrDefault(TOPIC, kind);
        var event = number(headers, "x-shopify-event-id");
        if (event != null) {
            return new Identification("event:" + event + ":" + topic, null, orderingKey);
        }
        var object = object(found);
        return object == null
                ? Identification.NONE
                : new Identification(object + ":" + topic, version(found.get("updated_at")), orderingKey);
    }

    private static @Nullable String number(Map<String, String> headers, String name) {
        var number = headers.getOrDefault(name, "").strip();
        return number.isEmpty() || number.length() > NUMBER_LENGTH_MAX ? null : number;
    }

    /** The number of what the message is about. */
    @Nullable
    String object(Map<String, String> found) {
        return found.get("id");
    }

    /** The business object that the message changes, in whose order it is to be taken. */
    abstract @Nullable String orderingKey(Connection connection, Map<String, String> found);

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
    public final Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        return watch.over(connection, message, take(connection, message, JsonFields.read(raw.open())));
    }

    abstract Outcome take(Connection connection, InboxMessage message, JsonFields document);
}
