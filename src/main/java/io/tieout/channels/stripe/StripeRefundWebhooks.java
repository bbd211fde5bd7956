package io.tieout.channels.stripe;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.refunds.ProviderAnswers;
import io.tieout.channels.refunds.RefundReplies;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** What Stripe says of refunds: refund.created, refund.updated, refund.failed. */
@Component
class StripeRefundWebhooks implements ChannelAdapter {

    private final ProviderAnswers answers;

    StripeRefundWebhooks(ProviderAnswers answers) {
        this.answers = answers;
    }

    @Override
    public String name() {
        return "stripe";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("refund");
    }

    @Override
    public boolean signs() {
        return true;
    }

    /** HMAC-SHA256 over time stamp and raw body, in hexadecimal; several signatures while a secret is changed. */
    @Override
    public boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        var header = headers.getOrDefault("stripe-signature", "");
        var time = "";
        var fits = false;
        for (var part : header.split(",")) {
            var pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals("t")) {
                time = pair[1];
            }
        }
        var expected = sign(secret.value("webhook").orElse(""), time, body);
        for (var part : header.split(",")) {
            var pair = part.strip().split("=", 2);
            fits |= pair.length == 2
                    && pair[0].equals("v1")
                    && MessageDigest.isEqual(
                            expected.getBytes(StandardCharsets.US_ASCII), pair[1].getBytes(StandardCharsets.US_ASCII));
        }
        return fits && !time.isEmpty() && secret.value("webhook").isPresent();
    }

    static String sign(String secret, String time, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(
                    (secret.isEmpty() ? " " : secret).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var event = JsonFields.read(raw.open());
        var refund = event.object("data").object("object").node();
        if (!"refund".equals(RefundReplies.text(refund, "object"))) {
            return new Outcome.Ignored("The event is about no refund: " + event.textOrNull("type"));
        }
        var status = String.valueOf(RefundReplies.text(refund, "status"));
        var reason = RefundReplies.text(refund, "failure_reason");
        return answers.told(
                RefundReplies.text(refund, "metadata", "tieout_refund"),
                RefundReplies.text(refund, "id"),
                switch (status) {
                    case "succeeded" -> Boolean.TRUE;
                    case "failed", "canceled" -> Boolean.FALSE;
                    default -> null;
                },
                reason == null ? status : status + ": " + reason);
    }
}
