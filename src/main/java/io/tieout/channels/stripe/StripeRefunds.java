package io.tieout.channels.stripe;

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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Refunds a charge or payment intent. The refund id is the idempotency key and stands in the metadata, by which its webhook is known. */
@Component
class StripeRefunds implements CommandAdapter {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Override
    public String name() {
        return "stripe";
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
        var reply = calls.exchange(
                "refunds.create",
                PartnerCalls.Priority.ORDERS,
                new OutboundHttp.Request(
                        "POST",
                        URI.create(connection.settings().getOrDefault("url", "https://api.stripe.com") + "/v1/refunds"),
                        Map.of(
                                "Authorization",
                                "Bearer " + calls.secret("apiKey").orElse(""),
                                "Content-Type",
                                "application/x-www-form-urlencoded",
                                "Idempotency-Key",
                                refund.refund().toString()),
                        Optional.of(form(refund, payment)),
                        TIMEOUT,
                        allowInternal));
        return RefundReplies.read(
                reply, body -> RefundReplies.text(body, "id"), body -> RefundReplies.text(body, "error", "message"));
    }

    private static String form(PayRefund refund, String payment) {
        var fields = new LinkedHashMap<String, String>();
        fields.put(payment.startsWith("ch_") ? "charge" : "payment_intent", payment);
        fields.put("amount", minor(refund).toString());
        fields.put("reason", "requested_by_customer");
        fields.put("metadata[tieout_refund]", refund.refund().toString());
        fields.put("metadata[order]", refund.orderExternalId());
        return fields.entrySet().stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static java.math.BigInteger minor(PayRefund refund) {
        var amount = refund.amount().rounded();
        return amount.amount()
                .movePointRight(amount.currency().getDefaultFractionDigits())
                .toBigIntegerExact();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
