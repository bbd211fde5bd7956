package io.tieout.channels.adyen;

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

/** Refunds a captured payment. Adyen answers that it received the wish; what became of it comes as a REFUND webhook. */
@Component
class AdyenRefunds implements CommandAdapter {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Override
    public String name() {
        return "adyen";
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
        var url = connection.settings().getOrDefault("url", "https://checkout-test.adyen.com/v71");
        var body = JSON.createObjectNode()
                .put("merchantAccount", connection.settings().getOrDefault("merchantAccount", ""))
                .put("reference", refund.refund().toString());
        body.putObject("amount")
                .put("value", minor(refund))
                .put("currency", refund.amount().currency().getCurrencyCode());
        var reply = calls.exchange(
                "refunds",
                PartnerCalls.Priority.ORDERS,
                new OutboundHttp.Request(
                        "POST",
                        URI.create(url + "/payments/" + segment(payment) + "/refunds"),
                        Map.of(
                                "X-API-Key",
                                calls.secret("apiKey").orElse(""),
                                "Content-Type",
                                "application/json",
                                "Idempotency-Key",
                                refund.refund().toString()),
                        Optional.of(body.toString()),
                        TIMEOUT,
                        allowInternal));
        return RefundReplies.read(
                reply,
                answer -> RefundReplies.text(answer, "pspReference"),
                answer -> RefundReplies.text(answer, "message"));
    }

    private static long minor(PayRefund refund) {
        var amount = refund.amount().rounded();
        return amount.amount()
                .movePointRight(amount.currency().getDefaultFractionDigits())
                .longValueExact();
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
