package io.tieout.channels.adyen;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.channels.refunds.RecordedCalls;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.Outcome;
import io.tieout.testing.Samples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AdyenRefundsTests {

    private final AdyenRefunds adapter = new AdyenRefunds();

    private Outcome send(RecordedCalls calls, String payment) {
        return adapter.send(
                        RecordedCalls.connection("adyen"),
                        RecordedCalls.refund(payment),
                        RecordedCalls.REFUND,
                        false,
                        calls)
                .outcome();
    }

    @Test
    void troubleIsRetriedARefusalIsNot_andALostAnswerIsNotAFailure() {
        assertThat(send(RecordedCalls.answering(429, ""), "P1")).isInstanceOf(Outcome.Retry.class);
        assertThat(send(RecordedCalls.answering(500, ""), "P1")).isInstanceOf(Outcome.Retry.class);
        assertThat(send(RecordedCalls.answering(422, "{\"message\":\"too much\"}"), "P1"))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(send(new RecordedCalls(new OutboundHttp.Reply.Lost("gone")), "P1"))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void withoutAPaymentThereIsNothingToRefund() {
        var calls = RecordedCalls.answering(200, "{}");
        assertThat(adapter.send(
                                RecordedCalls.connection("adyen"),
                                RecordedCalls.refund(null),
                                RecordedCalls.REFUND,
                                false,
                                calls)
                        .outcome())
                .isInstanceOf(Outcome.Refused.class);
        assertThat(calls.requests).isEmpty();
    }

    /** The sample schema is of the classic call; what both have in common is the amount and our reference. */
    @Test
    void aRefundIsAskedForOnceWithAnAmountOfThePublishedForm_R28() {
        var calls = RecordedCalls.answering(201, "{\"pspReference\":\"993\",\"status\":\"received\"}");

        assertThat(send(calls, "88 1")).isEqualTo(new Outcome.Accepted("993"));

        var request = calls.requests.getFirst();
        assertThat(request.url()).hasToString("https://psp.example/payments/88%201/refunds");
        assertThat(request.headers()).containsEntry("Idempotency-Key", RecordedCalls.REFUND.toString());
        var body = JsonMapper.shared().readTree(request.body().orElseThrow());
        assertThat(body.path("reference").asString()).isEqualTo(RecordedCalls.REFUND.toString());
        assertThat(body.path("amount").path("value").asInt()).isEqualTo(5950);
        var openApi = JsonMapper.shared()
                .readTree(Samples.root()
                        .resolve("payments/adyen/openapi/PaymentService-v68.json")
                        .toFile());
        var schema = JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/Amount");
        schema.set("components", openApi.path("components"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(body.path("amount")))
                .isEmpty();
    }

    @Test
    void aSignatureIsOverTheItemsOwnFields() {
        var item = JsonMapper.shared().readTree("""
                {"amount":{"currency":"EUR","value":5950},"eventCode":"REFUND","merchantAccountCode":"Shop",
                 "merchantReference":"r","originalReference":"881","pspReference":"993","success":"true"}""");
        var hexKey = "00112233445566778899AABBCCDDEEFF00112233445566778899AABBCCDDEEFF";
        var signature = AdyenRefundWebhooks.sign(hexKey, item);
        var other = ((tools.jackson.databind.node.ObjectNode) item.deepCopy()).put("success", "false");

        assertThat(AdyenRefundWebhooks.sign(hexKey, item)).isEqualTo(signature);
        assertThat(AdyenRefundWebhooks.sign(hexKey, other)).isNotEqualTo(signature);
    }
}
