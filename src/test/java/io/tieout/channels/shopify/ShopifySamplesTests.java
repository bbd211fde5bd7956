package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.TestCodes;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import io.tieout.testing.Canonical;
import io.tieout.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifySamplesTests {

    private final Connection connection = new Connection(
            ConnectionCode.of("shop"), "shopify", EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false);
    private final ShopifyOrderReader reader =
            new ShopifyOrderReader(TestCodes.unmapped(), (_, _) -> java.util.Optional.empty());

    @Test
    void everySampleOfAnOrderHasItsOutcome() throws IOException {
        Samples.of(
                        "shopify-orders.txt",
                        "shopify/rest-fixtures-*/*order*",
                        "shopify/rest-fixtures-*/orderlineitems/*",
                        "shopify/rest-fixtures-*/shippinglines/*",
                        "shopify/rest-fixtures-*/refund.json",
                        "shopify/rest-fixtures-*/fulfillment*.json",
                        "shopify/rest-fixtures-*/carts.json",
                        "shopify/webhooks-*/*",
                        "shopify/graphql-recorded/tests/*order*",
                        "shopify/seeds-fivetran/*order*")
                .check(this::outcome);
    }

    private String outcome(byte[] payload) throws IOException {
        try {
            var order = reader.unwrap(JsonFields.read(new ByteArrayInputStream(payload)));
            return order.has("cancelled_at")
                    ? "cancelled " + order.text("id", 128)
                    : Canonical.line(reader.order(connection, order, null));
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code()
                    + refused.places().stream()
                            .map(place -> " " + place.pointer())
                            .findFirst()
                            .orElse("");
        }
    }
}
