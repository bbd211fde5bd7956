package io.tieout.channels.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.TestCodes;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.PlaceOrder;
import io.tieout.testing.Canonical;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShopifyOrderReaderTests {

    private final Connection connection = new Connection(
            ConnectionCode.of("shop"), "shopify", EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false);
    private final ShopifyOrderReader reader =
            new ShopifyOrderReader(TestCodes.unmapped(), (_, _) -> java.util.Optional.empty());

    @Test
    void taxIsTakenOutOfPricesThatIncludeIt() throws IOException {
        var order = read("""
                {"id": 1, "currency": "EUR", "created_at": "2026-11-23T11:00:00+01:00", "updated_at": "2026-11-23T11:00:00+01:00",
                 "taxes_included": true, "financial_status": "paid", "total_price": "226.10",
                 "line_items": [{"id": 11, "sku": "A-1", "title": "Pen", "quantity": 2, "price": "119.00",
                    "discount_allocations": [{"amount": "23.80"}],
                    "tax_lines": [{"title": "MwSt", "rate": 0.19, "price": "34.20"}]}],
                 "shipping_lines": [{"id": 5, "title": "DHL", "price": "11.90",
                    "tax_lines": [{"title": "MwSt", "rate": 0.190, "price": "1.90"}]}]}
                """);

        var line = order.lines().getFirst();
        assertThat(line.net()).isEqualTo(Money.of("180.00", "EUR"));
        assertThat(line.discount()).isEqualTo(Money.of("20.00", "EUR"));
        assertThat(line.taxes()).containsExactly(new PlaceOrder.Tax("MwSt 0.19", Money.of("34.20", "EUR"), false));
        assertThat(order.shipping().getFirst().net()).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(order.shipping().getFirst().taxes().getFirst().code()).isEqualTo("MwSt 0.19");
        assertThat(order.version()).isEqualTo("2026-11-23T10:00:00Z");
        assertThat(Canonical.line(order)).endsWith("agrees");
    }

    @Test
    void taxThatTheMarketplaceOwesIsMarked() throws IOException {
        var order = read("""
                {"id": 1, "currency": "USD", "created_at": "2026-11-23T11:00:00Z", "financial_status": "paid", "total_price": 10.60,
                 "line_items": [{"id": 11, "sku": "A-1", "title": "Pen", "quantity": 1, "price": 10.00,
                    "tax_lines": [{"title": "State Tax", "rate": 0.06, "price": 0.60, "channel_liable": true}]}]}
                """);

        assertThat(order.lines().getFirst().taxes().getFirst().facilitator()).isTrue();
        assertThat(Canonical.line(order)).endsWith("agrees");
    }

    @Test
    void anOrderInAForeignCurrencyOrWithATipIsRefused() {
        assertThatThrownBy(() -> read("{\"id\":1,\"line_items\":[],\"order_number\":1,\"currency\":\"QQQ\","
                        + "\"created_at\":\"2026-11-23T11:00:00Z\"}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.places())
                                .extracting(ProblemException.Place::pointer)
                                .containsExactly("/currency"));
        assertThatThrownBy(() -> read("{\"id\":1,\"line_items\":[],\"order_number\":1,\"currency\":\"EUR\","
                        + "\"created_at\":\"2026-11-23T11:00:00Z\",\"total_tip_received\":\"2.00\"}"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().code()).isEqualTo("order.charge-unsupported"));
    }

    @Test
    void fieldsThatTheModelDoesNotNameAreNoticedWhereverTheyAre() throws IOException {
        var fields = fields("{\"id\":1,\"aura\":\"blue\",\"line_items\":[{\"sku\":\"A\",\"mood\":1},{\"mood\":2}],"
                + "\"customer\":{\"anything\":1}}");

        assertThat(KnownFields.load(ShopifyOrders.class, "order.fields").unknown(fields.node()))
                .containsExactly("aura", "line_items.mood");
    }

    private PlaceOrder read(String text) throws IOException {
        return reader.order(connection, reader.unwrap(fields(text)), null);
    }

    private static JsonFields fields(String text) throws IOException {
        return JsonFields.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
