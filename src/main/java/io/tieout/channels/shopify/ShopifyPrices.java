package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.shopify.ShopifyApi.Answer;
import io.tieout.channels.spi.ChannelCommand.PublishPrices;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sets the prices of a shop's variants, product by product. Absolute figures: a repeat changes nothing. */
@Component
class ShopifyPrices {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ShopifyCatalogue catalogue;

    ShopifyPrices(ShopifyCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    Sent send(Connection connection, ShopifyApi api, PublishPrices command) {
        var skus = command.prices().stream()
                .map(PublishPrices.Price::partnerSku)
                .distinct()
                .toList();
        return switch (catalogue.find(connection, api, skus, Priority.CATALOGUE)) {
            case ShopifyCatalogue.Failed(var sent) -> sent;
            case ShopifyCatalogue.Found(var found) -> publish(api, command, found);
        };
    }

    private static Sent publish(ShopifyApi api, PublishPrices command, Map<String, ShopifyVariants.Variant> found) {
        var byProduct = new LinkedHashMap<String, List<ObjectNode>>();
        var missing = new TreeSet<String>();
        for (var price : command.prices()) {
            var variant = found.get(price.partnerSku());
            if (variant == null) {
                missing.add(price.partnerSku());
            } else {
                byProduct
                        .computeIfAbsent(variant.product(), _ -> new ArrayList<>())
                        .add(input(variant, price));
            }
        }
        Sent last = new Sent(new Outcome.Accepted(null), null, null);
        for (var product : byProduct.entrySet()) {
            var variables = JSON.createObjectNode().put("productId", ShopifyGraphql.gid("Product", product.getKey()));
            product.getValue().forEach(variables.putArray("variants")::add);
            switch (api.graphql("tieoutSetPrices", Priority.CATALOGUE, ShopifyGraphql.SET_PRICES, variables)) {
                case Answer.Failed(var sent) -> {
                    return sent;
                }
                case Answer.Data done -> {
                    var refusal = ShopifyAnswers.refusal(done, "productVariantsBulkUpdate", "userErrors");
                    if (refusal.isPresent()) {
                        return refusal.get();
                    }
                    last = ShopifyAnswers.accepted(done, Long.toString(command.revision()));
                }
            }
        }
        return missing.isEmpty()
                ? last
                : new Sent(
                        new Outcome.Refused(
                                "shopify.variant-unknown",
                                "The shop has no " + String.join(", ", missing) + "; the other prices were set"),
                        last.status(),
                        last.answer());
    }

    private static ObjectNode input(ShopifyVariants.Variant variant, PublishPrices.Price price) {
        var input = JSON.createObjectNode()
                .put("id", ShopifyGraphql.gid("ProductVariant", variant.id()))
                .put("price", price.price().amount().toPlainString());
        var compareAt = price.compareAt();
        if (compareAt == null) {
            input.putNull("compareAtPrice"); // else the promotion's would stay
        } else {
            input.put("compareAtPrice", compareAt.amount().toPlainString());
        }
        return input;
    }
}
