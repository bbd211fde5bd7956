package io.tieout.channels.shopify;

import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.ProblemException;
import io.tieout.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** Every sample that could be a refund, a fulfilment, a product or a level of stock, under its kind. */
class ShopifyTopicSamplesTests {

    @Test
    void everySampleOfARefundHasItsOutcome() throws IOException {
        Samples.of("shopify-refunds.txt", "shopify/rest-fixtures-*/refund*.json", "shopify/rest-fixtures-*/order.json")
                .check(payload -> outcome(payload, document -> {
                    var refund = ShopifyRefunds.unwrap(document);
                    var lines = new ArrayList<String>();
                    for (var line : refund.list("refund_line_items")) {
                        lines.add(line.text("line_item_id", 64) + "x" + line.quantity("quantity"));
                    }
                    return "refund " + refund.text("id", 64) + " of " + refund.text("order_id", 64) + " "
                            + String.join(",", lines) + " paid "
                            + new ShopifyRefundReader(null)
                                    .paid(refund)
                                    .map(Object::toString)
                                    .orElse("nothing");
                }));
    }

    @Test
    void everySampleOfAFulfilmentHasItsOutcome() throws IOException {
        Samples.of("shopify-fulfilments.txt", "shopify/rest-fixtures-*/fulfillment*.json")
                .check(payload -> outcome(payload, document -> {
                    var fulfilment = ShopifyFulfilments.unwrap(document);
                    return fulfilment.text("status", 32) + " " + fulfilment.text("id", 64) + " of "
                            + fulfilment.text("order_id", 64) + " lines="
                            + fulfilment.list("line_items").size() + " tracking="
                            + fulfilment.textOrNull("tracking_number");
                }));
    }

    @Test
    void everySampleOfAProductHasItsOutcome() throws IOException {
        Samples.of(
                        "shopify-products.txt",
                        "shopify/rest-fixtures-*/*product*.json",
                        "shopify/rest-fixtures-*/variant*.json")
                .check(payload -> outcome(payload, document -> {
                    var products = ShopifyProducts.unwrap(document);
                    var variants = 0;
                    var skus = 0;
                    for (var product : products) {
                        for (var variant : ShopifyProducts.variants(product)) {
                            variants++;
                            skus += variant.sku() == null ? 0 : 1;
                        }
                    }
                    return "products=" + products.size() + " variants=" + variants + " skus=" + skus;
                }));
    }

    @Test
    void everySampleOfALevelHasItsOutcome() throws IOException {
        Samples.of("shopify-levels.txt", "shopify/rest-fixtures-*/inventory_*.json")
                .check(payload -> outcome(payload, document -> {
                    var level = ShopifyLevels.unwrap(document);
                    return level.text("inventory_item_id", 64) + "@" + level.text("location_id", 64) + "="
                            + level.decimal("available");
                }));
    }

    private interface Reading {
        String of(JsonFields document);
    }

    private static String outcome(byte[] payload, Reading reading) throws IOException {
        try {
            return reading.of(JsonFields.read(new ByteArrayInputStream(payload)));
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code()
                    + refused.places().stream()
                            .map(place -> " " + place.pointer())
                            .findFirst()
                            .orElse("");
        }
    }
}
