package io.tieout.channels.paypal;

import io.tieout.channels.Connection;
import io.tieout.channels.refunds.RefundReplies;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Refunds a capture. What became of it comes as a webhook that bears our custom id. */
@Component
class PayPalRefunds implements CommandAdapter {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int NOTE_LENGTH_MAX = 255;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "paypal";
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return Set.of(PayRefund.class);
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        if (!(command instanceof PayRefund refund)) {
            throw new IllegalArgumentException(name() + " takes refunds only");
        }
        var payment = refund.paymentReference();
        if (payment == null) {
            return new Sent(
                    new Outcome.Refused(
                            "refund.payment-unknown", "The order does not say by which payment it was paid"),
                    null,
                    null);
        }
        var allowInternal = "true".equals(connection.settings().get("allowInternal"));
        var url = connection.settings().getOrDefault("url", "https://api-m.paypal.com");
        var body = JSON.createObjectNode()
                .put("custom_id", refund.refund().toString())
                .put("note_to_payer", note(refund.reason()));
        body.putObject("amount")
                .put("value", refund.amount().rounded().amount().toPlainString())
                .put("currency_code", refund.amount().currency().getCurrencyCode());
        var reply = calls.exchange(
                "captures.refund",
                PartnerCalls.Priority.ORDERS,
                new OutboundHttp.Request(
                        "POST",
                        URI.create(url + "/v2/payments/captures/" + segment(payment) + "/refund"),
                        Map.of(
                                "Authorization",
                                "Bearer " + calls.secret("accessToken").orElse(""),
                                "Content-Type",
                                "application/json",
                                "Prefer",
                                "return=representation",
                                "PayPal-Request-Id",
                                refund.refund().toString()),
                        Optional.of(body.toString()),
                        TIMEOUT,
                        allowInternal));
        return RefundReplies.read(
                reply, answer -> RefundReplies.text(answer, "id"), answer -> RefundReplies.text(answer, "message"));
    }

    private static String note(String reason) {
        return reason.isBlank() ? "Refund" : reason.substring(0, Math.min(reason.length(), NOTE_LENGTH_MAX));
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
