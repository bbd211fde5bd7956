package io.tieout.channels.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.refunds.RecordedCalls;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.Outcome;
import org.junit.jupiter.api.Test;

class StripeRefundsTests {

    private final StripeRefunds adapter = new StripeRefunds();

    private Outcome send(RecordedCalls calls, String payment) {
        return adapter.send(
                        RecordedCalls.connection("stripe"),
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
                                RecordedCalls.connection("stripe"),
                                RecordedCalls.refund(null),
                                RecordedCalls.REFUND,
                                false,
                                calls)
                        .outcome())
                .isInstanceOf(Outcome.Refused.class);
        assertThat(calls.requests).isEmpty();
    }

    @Test
    void aRefundIsAskedForOnceInMinorUnits_R28() {
        var calls = RecordedCalls.answering(200, "{\"id\":\"re_1\",\"object\":\"refund\",\"status\":\"pending\"}");

        assertThat(send(calls, "pi_7")).isEqualTo(new Outcome.Accepted("re_1"));
        send(calls, "pi_7");

        var request = calls.requests.getFirst();
        assertThat(request.method() + " " + request.url()).isEqualTo("POST https://psp.example/v1/refunds");
        assertThat(request.headers())
                .containsEntry("Idempotency-Key", RecordedCalls.REFUND.toString())
                .containsEntry("Authorization", "Bearer key-of-apiKey");
        assertThat(request.body().orElseThrow())
                .contains("payment_intent=pi_7", "amount=5950", "metadata%5Btieout_refund%5D=" + RecordedCalls.REFUND);
        assertThat(calls.requests.get(1).headers()).isEqualTo(request.headers());
    }
}
