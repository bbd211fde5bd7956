package io.tieout.channels.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tieout.channels.refunds.RecordedCalls;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.Outcome;
import io.tieout.testing.Samples;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class PayPalRefundsTests {

    private final PayPalRefunds adapter = new PayPalRefunds();

    private Outcome send(RecordedCalls calls, String payment) {
        return adapter.send(
                        RecordedCalls.connection("paypal"),
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
                                RecordedCalls.connection("paypal"),
                                RecordedCalls.refund(null),
                                RecordedCalls.REFUND,
                                false,
                                calls)
                        .outcome())
                .isInstanceOf(Outcome.Refused.class);
        assertThat(calls.requests).isEmpty();
    }

    @Test
    void aRefundIsAskedForOnceInThePublishedForm_R28() {
        var calls = RecordedCalls.answering(201, "{\"id\":\"1JU08902781691411\",\"status\":\"PENDING\"}");

        assertThat(send(calls, "2GG279541U471931P")).isEqualTo(new Outcome.Accepted("1JU08902781691411"));

        var request = calls.requests.getFirst();
        assertThat(request.url()).hasToString("https://psp.example/v2/payments/captures/2GG279541U471931P/refund");
        assertThat(request.headers()).containsEntry("PayPal-Request-Id", RecordedCalls.REFUND.toString());
        var body = JsonMapper.shared().readTree(request.body().orElseThrow());
        assertThat(body.path("amount").path("value").asString()).isEqualTo("59.50");
        assertThat(body.path("custom_id").asString()).isEqualTo(RecordedCalls.REFUND.toString());
        var openApi = JsonMapper.shared()
                .readTree(Samples.root()
                        .resolve("payments/paypal/openapi/payments_payment_v2.json")
                        .toFile());
        var schema = JsonMapper.shared().createObjectNode().put("$ref", "#/components/schemas/refund_request");
        schema.set("components", openApi.path("components"));
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(schema)
                        .validate(body))
                .isEmpty();
    }
}
