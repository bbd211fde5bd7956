package io.tieout.channels.shopify;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Webhooks {@code products/create}, {@code products/update} and {@code products/delete}: which variant and inventory item
 * belongs to which SKU. What a product is stays the catalogue's matter; a SKU that the catalogue does not know is named in the
 * story, and orders of it wait or fail by themselves.
 */
@Component
class ShopifyProducts extends ShopifyTopic {

    private static final KnownFields KNOWN = KnownFields.load(ShopifyProducts.class, "product.fields");
    private static final int NAMED_MAX = 20;

    private final ShopifyVariants variants;
    private final Catalog catalog;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Drift drift;

    ShopifyProducts(
            ShopifyVariants variants,
            Catalog catalog,
            ApplicationEventPublisher events,
            Clock clock,
            Drift drift,
            ShopifyWatch watch) {
        super(Set.of("product"), "product", watch);
        this.variants = variants;
        this.catalog = catalog;
        this.events = events;
        this.clock = clock;
        this.drift = drift;
    }

    @Override
    @Nullable
    String object(Map<String, String> found) {
        var id = found.get("id");
        return id == null ? null : "product:" + id;
    }

    @Override
    @Nullable
    String orderingKey(Connection connection, Map<String, String> found) {
        var product = found.get("id");
        return product == null ? null : key(connection, product);
    }

    private static String key(Connection connection, String product) {
        return "product:" + connection.code() + ":" + product;
    }

    /** The products of the document; a deletion is an empty one that has its number only. */
    static List<JsonFields> unwrap(JsonFields document) {
        if (document.has("products")) {
            return document.list("products");
        }
        var wrapped = document.objectOrNull("product");
        var product = wrapped == null ? document : wrapped;
        if (!product.has("id") || !(product.has("variants") || product.node().size() == 1)) {
            throw new ProblemException(InboxProblem.NOT_THIS_KIND, "This is no product: it needs id and variants");
        }
        return List.of(product);
    }

    @Override
    Outcome take(Connection connection, InboxMessage message, JsonFields document) {
        var subjects = new HashSet<BusinessKey>();
        var unknown = new TreeSet<String>();
        for (var product : unwrap(document)) {
            var id = product.text("id", 64);
            subjects.add(BusinessKey.of(key(connection, id)));
            unknown.addAll(KNOWN.unknown(product.node()));
            if (product.has("variants")) {
                changed(connection, message, id, product);
            } else {
                deleted(connection, message, id);
            }
        }
        return drift.processed(NAME, subjects, unknown);
    }

    private void changed(Connection connection, InboxMessage message, String id, JsonFields product) {
        var updated = product.instantOrNull("updated_at");
        var at = updated == null ? message.receivedAt() : updated;
        var found = variants(product);
        found.forEach(variant -> variants.save(connection.code(), variant, at));
        variants.retire(
                connection.code(),
                id,
                found.stream().map(ShopifyVariants.Variant::id).toList(),
                at);
        var skus = new TreeSet<String>();
        found.stream()
                .map(ShopifyVariants.Variant::sku)
                .filter(sku -> sku != null)
                .forEach(skus::add);
        tell(connection, message, id, "product.mapped", at, skus);
    }

    static List<ShopifyVariants.Variant> variants(JsonFields product) {
        var id = product.text("id", 64);
        return product.list("variants").stream()
                .map(variant -> new ShopifyVariants.Variant(
                        variant.text("id", 64),
                        id,
                        variant.textOrNull("inventory_item_id"),
                        variant.has("sku") && variant.textOrNull("sku") != null ? variant.text("sku", 128) : null,
                        variant.textOrNull("barcode")))
                .toList();
    }

    /** The payload of a deletion has no time: what was changed since it came is newer. */
    private void deleted(Connection connection, InboxMessage message, String id) {
        variants.retire(connection.code(), id, List.of(), message.receivedAt());
        tell(connection, message, id, "product.deleted", message.receivedAt(), Set.of());
    }

    private void tell(
            Connection connection, InboxMessage message, String id, String what, Instant at, Set<String> skus) {
        var missing = skus.stream().filter(sku -> !known(sku)).toList();
        var named = skus.stream().limit(NAMED_MAX).toList();
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                connection.code().value(),
                BusinessKey.of(key(connection, id)),
                Set.copyOf(named),
                message.id(),
                TraceStep.State.DONE,
                Map.of(
                        "skus", Integer.toString(skus.size()),
                        "unknownSkus",
                                String.join(
                                        ", ", missing.stream().limit(NAMED_MAX).toList()),
                        "changedAt", at.toString())));
    }

    private boolean known(String sku) {
        try {
            return catalog.product(Sku.of(sku)).isPresent();
        } catch (IllegalArgumentException noSku) {
            return false;
        }
    }
}
