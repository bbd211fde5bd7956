package io.tieout.channels.square;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.PlaceOrder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SquareReadingTests {

    @Test
    void taxDiscountTipGiftCardAndCashRoundingAreToldApart() throws IOException {
        var order = SquareOrder.read(fields("""
                {"id":"O1","location_id":"L1","state":"COMPLETED","version":7,"closed_at":"2026-11-23T10:00:00Z",
                 "taxes":[{"uid":"t1","name":"State","percentage":"6.0"},{"uid":"t2","name":"City","percentage":"2.5"}],
                 "line_items":[
                   {"uid":"a","name":"Pen","quantity":"2","catalog_object_id":"VA","item_type":"ITEM",
                    "applied_taxes":[{"tax_uid":"t1","applied_money":{"amount":108,"currency":"USD"}},
                                     {"tax_uid":"t2","applied_money":{"amount":45,"currency":"USD"}}],
                    "total_discount_money":{"amount":200,"currency":"USD"},"total_tax_money":{"amount":153,"currency":"USD"},
                    "total_money":{"amount":1953,"currency":"USD"}},
                   {"uid":"b","name":"Card","quantity":"1","item_type":"GIFT_CARD","total_money":{"amount":2500,"currency":"USD"}}],
                 "rounding_adjustment":{"amount_money":{"amount":2,"currency":"USD"}},
                 "total_money":{"amount":4755,"currency":"USD"},"total_tip_money":{"amount":300,"currency":"USD"},
                 "tenders":[{"id":"T1","type":"CASH","amount_money":{"amount":4455,"currency":"USD"}},
                            {"id":"T2","type":"CARD","amount_money":{"amount":300,"currency":"USD"},
                             "tip_money":{"amount":300,"currency":"USD"}}]}
                """));

        var item = order.sold().getFirst();
        assertThat(item.net()).isEqualTo(usd("18.00"));
        assertThat(item.discount()).isEqualTo(usd("2.00"));
        assertThat(item.taxes())
                .containsExactly(
                        new PlaceOrder.Tax("State 6.0", usd("1.08"), false),
                        new PlaceOrder.Tax("City 2.5", usd("0.45"), false));
        assertThat(order.giftCards()).isEqualTo(usd("25.00"));
        var apart = SquareTenders.of(order.tenders(), usd("25.00"));
        assertThat(apart.goods()).containsExactly(new PlaceOrder.Tender("CASH", usd("19.55"), "T1"));
        assertThat(apart.other())
                .containsExactly(
                        new PlaceOrder.Tender("CASH", usd("25.00"), "T1"),
                        new PlaceOrder.Tender("CARD", usd("3.00"), "T2"));
    }

    @Test
    void aServiceChargeOrAFractionOfACentIsRefused() {
        assertThatThrownBy(
                        () -> SquareOrder.read(
                                fields(
                                        "{\"id\":\"O1\",\"location_id\":\"L1\",\"state\":\"COMPLETED\","
                                                + "\"version\":1,\"total_service_charge_money\":{\"amount\":100,\"currency\":\"USD\"}}")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().code()).isEqualTo("order.charge-unsupported"));
        assertThatThrownBy(() -> SquareMoney.read(fields("{\"m\":{\"amount\":1.5,\"currency\":\"USD\"}}"), "m"))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void theSignatureIsOverTheNotificationUrlAndTheRawBody() {
        var body = "{\"hello\":\"world\"}".getBytes(StandardCharsets.UTF_8);
        // Square's published example of the check
        var signature = SquareSignature.of("asdf1234", "https://example.com/webhook", body);

        assertThat(signature).isEqualTo("2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=");
        assertThat(SquareSignature.fits("asdf1234", "https://example.com/webhook", body, signature))
                .isTrue();
        assertThat(SquareSignature.fits("asdf1234", "https://example.com/other", body, signature))
                .isFalse();
        assertThat(SquareSignature.fits("other", "https://example.com/webhook", body, signature))
                .isFalse();
    }

    private static Money usd(String amount) {
        return Money.of(amount, "USD");
    }

    private static JsonFields fields(String text) throws IOException {
        return JsonFields.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
