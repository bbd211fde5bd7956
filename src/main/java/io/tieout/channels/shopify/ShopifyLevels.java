package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Webhook {@code inventory_levels/update}: what the shop believes of stock. The hub owns stock, so this moves none; it is kept
 * beside what the shop was last told, and a difference is a step of the item's story.
 */
@Component
class ShopifyLevels extends ShopifyTopic {

    private static final KnownFields KNOWN = KnownFields.load(ShopifyLevels.class, "inventory-level.fields");

    private final ShopifyVariants variants;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Drift drift;

    ShopifyLevels(
            ShopifyVariants variants, ApplicationEventPublisher events, Clock clock, Drift drift, ShopifyWatch watch) {
        super(Set.of("inventory-level"), "inventory_level", watch);
        this.variants = variants;
        this.events = events;
        this.clock = clock;
        this.drift = drift;
    }

    @Override
    @Nullable
    String object(Map<String, String> found) {
        var item = found.get("inventory_item_id");
        var location = found.get("location_id");
        return item == null || location == null ? null : "level:" + item + "@" + location;
    }

    @Override
    @Nullable
    String orderingKey(Connection connection, Map<String, String> found) {
        var item = found.get("inventory_item_id");
        return item == null ? null : "inventory-item:" + connection.code() + ":" + item;
    }

    static JsonFields unwrap(JsonFields document) {
        var wrapped = document.objectOrNull("inventory_level");
        var level = wrapped == null ? document : wrapped;
        if (!level.has("inventory_item_id") || !level.has("location_id")) {
            throw new ProblemException(
                    InboxProblem.NOT_THIS_KIND, "This is no level: it needs inventory_item_id and location_id");
        }
        return level;
    }

    @Override
    Outcome take(Connection connection, InboxMessage message, JsonFields document) {
        var level = unwrap(document);
        if (!level.has("available")) {
            return new Outcome.Ignored("The shop does not track the item there");
        }
        var item = level.text("inventory_item_id", 64);
        var location = level.text("location_id", 64);
        var available = level.decimal("available").longValue();
        var updated = level.instantOrNull("updated_at");
        var believed = variants.believed(
                connection.code(), item, location, available, updated == null ? message.receivedAt() : updated);
        if (believed.isEmpty()) {
            return new Outcome.Ignored("A newer level is known");
        }
        var subject = BusinessKey.of("inventory-item:" + connection.code() + ":" + item);
        var published = believed.get().published();
        if (published != null && published != available) {
            differs(connection, message, subject, location, available, published);
        }
        return drift.processed(NAME, Set.of(subject), KNOWN.unknown(level.node()));
    }

    private void differs(
            Connection connection,
            InboxMessage message,
            BusinessKey subject,
            String location,
            long available,
            long published) {
        var identifiers = new HashSet<String>();
        var item = subject.value().substring(subject.value().lastIndexOf(':') + 1);
        variants.byInventoryItem(connection.code(), item)
                .map(ShopifyVariants.Variant::sku)
                .ifPresent(identifiers::add);
        var detail = new TreeMap<>(Map.of(
                "location", location,
                "available", Long.toString(available),
                "published", Long.toString(published)));
        events.publishEvent(new TraceStep(
                clock.instant(),
                "stock.shop-differs",
                connection.code().value(),
                subject,
                identifiers,
                message.id(),
                TraceStep.State.DONE,
                detail));
    }
}
