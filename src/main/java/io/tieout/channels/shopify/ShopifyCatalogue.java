package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.shopify.ShopifyApi.Answer;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Sent;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** A shop's variants by SKU: as its products told, else asked for. */
@Component
class ShopifyCatalogue {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ASKED_MAX = 50;

    private final ShopifyVariants variants;
    private final Clock clock;

    ShopifyCatalogue(ShopifyVariants variants, Clock clock) {
        this.variants = variants;
        this.clock = clock;
    }

    /** What came of the search. */
    sealed interface Search {}

    /** @param bySku those that the shop has */
    record Found(Map<String, ShopifyVariants.Variant> bySku) implements Search {}

    record Failed(Sent sent) implements Search {}

    Search find(Connection connection, ShopifyApi api, Collection<String> skus, Priority priority) {
        var found = new HashMap<String, ShopifyVariants.Variant>();
        variants.bySku(connection.code(), skus).forEach(variant -> found.put(String.valueOf(variant.sku()), variant));
        var missing = skus.stream().filter(sku -> !found.containsKey(sku)).toList();
        for (var from = 0; from < missing.size(); from += ASKED_MAX) {
            var part = missing.subList(from, Math.min(missing.size(), from + ASKED_MAX));
            switch (ask(api, part, priority)) {
                case Answer.Failed(var sent) -> {
                    return new Failed(sent);
                }
                case Answer.Data data -> keep(connection, data, found);
            }
        }
        return new Found(found);
    }

    private static Answer ask(ShopifyApi api, List<String> skus, Priority priority) {
        var query = skus.stream()
                .map(sku -> "sku:\"" + sku.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining(" OR "));
        return api.graphql(
                "tieoutVariants",
                priority,
                ShopifyGraphql.VARIANTS,
                JSON.createObjectNode().put("query", query).put("first", ASKED_MAX * 2));
    }

    private void keep(Connection connection, Answer.Data data, Map<String, ShopifyVariants.Variant> found) {
        var now = clock.instant();
        for (var node : ShopifyAnswers.nodes(data.data().path("productVariants"))) {
            var sku = ShopifyAnswers.text(node, "sku");
            if (sku.isEmpty()) {
                continue;
            }
            var barcode = ShopifyAnswers.text(node, "barcode");
            var variant = new ShopifyVariants.Variant(
                    ShopifyGraphql.number(ShopifyAnswers.text(node, "id")),
                    ShopifyGraphql.number(ShopifyAnswers.text(node.path("product"), "id")),
                    ShopifyGraphql.number(ShopifyAnswers.text(node.path("inventoryItem"), "id")),
                    sku,
                    barcode.isEmpty() ? null : barcode);
            variants.save(connection.code(), variant, now);
            found.putIfAbsent(sku, variant);
        }
    }
}
