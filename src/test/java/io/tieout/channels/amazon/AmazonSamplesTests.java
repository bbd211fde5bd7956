package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AmazonSamplesTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Connection connection = new Connection(
            ConnectionCode.of("amazon"),
            "amazon",
            EntityCode.of("DE01"),
            ZoneOffset.UTC,
            Map.of("amazonLocation", "FBA"),
            List.of(),
            false);
    private final AmazonCodes codes = new AmazonCodes(TestCodes.unmapped());

    @Test
    void everySampleOfAnOrderHasItsOutcome() throws IOException {
        Samples.of(
                        "amazon-orders.txt",
                        "amazon/examples/ordersV0/*",
                        "amazon/examples/orders_2026-01-01/*",
                        "amazon/samples-official/responses/*orders-*",
                        "amazon/seeds-fivetran/order*",
                        "amazon/notifications/OrderChange*")
                .check(payload -> outcome(payload));
    }

    /** The two answers of v0 as our one document. */
    @Test
    void anOrderAndItsItemsAreTakenInOneDocument() throws IOException {
        var samples = Samples.root().resolve("amazon/examples/ordersV0");
        var order = unframed(Files.readAllBytes(samples.resolve("getOrder-200-sandbox1.json")));
        var items = unframed(Files.readAllBytes(samples.resolve("getOrderItems-200-sandbox1.json")));
        var both = JSON.createObjectNode();
        both.set("order", JSON.readTree(order));
        both.set("items", JSON.readTree(items));

        assertThat(outcome(JSON.writeValueAsBytes(both)))
                .isEqualTo("order 902-1845936-5435065 lines=1 net=10.00 tax=1.01 charges=0.00 total=11.01 USD agrees");
    }

    private String outcome(byte[] payload) throws IOException {
        try {
            var order = AmazonOrder.in(JsonFields.read(new ByteArrayInputStream(unframed(payload))));
            return switch (order.status()) {
                case PREORDERED -> "ignored " + order.id() + " preordered";
                case PENDING ->
                    order.pending(connection, codes, null)
                            .map(pending -> "pending " + Canonical.line(pending))
                            .orElse("ignored " + order.id() + " pending");
                case CANCELLED -> "cancelled " + order.id();
                case OPEN -> Canonical.line(order.canonical(connection, codes, null));
            };
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code()
                    + refused.places().stream()
                            .map(place -> " " + place.pointer())
                            .findFirst()
                            .orElse("");
        }
    }

    /** Some samples are pairs of a request and its response; only the latter is Amazon's document. */
    private static byte[] unframed(byte[] payload) {
        if (payload.length == 0 || payload[0] != '{') {
            return payload;
        }
        var document = JSON.readTree(payload);
        return document.has("response") && document.has("request")
                ? JSON.writeValueAsBytes(document.get("response"))
                : payload;
    }
}
