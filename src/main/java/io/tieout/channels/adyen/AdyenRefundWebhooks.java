package io.tieout.channels.adyen;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.refunds.ProviderAnswers;
import io.tieout.channels.refunds.RefundReplies;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Adyen says of refunds, one or several in a message. */
@Component
class AdyenRefundWebhooks implements ChannelAdapter {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ProviderAnswers answers;

    AdyenRefundWebhooks(ProviderAnswers answers) {
        this.answers = answers;
    }

    @Override
    public String name() {
        return "adyen";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("refund");
    }

    @Override
    public boolean signs() {
        return true;
    }

    /** Each item bears an HMAC-SHA256 over its own fields; all of them must fit. */
    @Override
    public boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        var key = secret.value("webhook");
        if (key.isEmpty()) {
            return false;
        }
        try {
            var items = JSON.readTree(body).path("notificationItems");
            if (items.isEmpty()) {
                return false;
            }
            for (var entry : items) {
                var item = entry.path("NotificationRequestItem");
                var given = RefundReplies.text(item, "additionalData", "hmacSignature");
                if (given == null
                        || !MessageDigest.isEqual(
                                sign(key.get(), item).getBytes(StandardCharsets.US_ASCII),
                                given.getBytes(StandardCharsets.US_ASCII))) {
                    return false;
                }
            }
            return true;
        } catch (JacksonException unreadable) {
            return false; // what cannot be read bears no signature that fits
        }
    }

    static String sign(String hexKey, JsonNode item) {
        var signed = String.join(
                ":",
                field(item, "pspReference"),
                field(item, "originalReference"),
                field(item, "merchantAccountCode"),
                field(item, "merchantReference"),
                item.path("amount").path("value").asString(),
                field(item.path("amount"), "currency"),
                field(item, "eventCode"),
                item.path("success").asString());
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(HexFormat.of().parseHex(hexKey), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException | IllegalArgumentException notAKey) {
            throw new IllegalStateException("The secret webhook is no hexadecimal key", notAKey);
        }
    }

    private static String field(JsonNode node, String name) {
        var text = RefundReplies.text(node, name);
        return text == null ? "" : text;
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var subjects = new LinkedHashSet<BusinessKey>();
        Outcome last = new Outcome.Ignored("No item is about a refund");
        for (var entry : JsonFields.read(raw.open()).list("notificationItems")) {
            var item = entry.object("NotificationRequestItem").node();
            var succeeded = succeeded(item);
            if (succeeded == null) {
                continue;
            }
            last = answers.told(
                    RefundReplies.text(item, "merchantReference"),
                    RefundReplies.text(item, "pspReference"),
                    succeeded,
                    field(item, "eventCode") + " " + field(item, "reason"));
            if (last instanceof Outcome.Processed processed) {
                subjects.addAll(processed.subjects());
            }
        }
        return subjects.isEmpty() ? last : new Outcome.Processed(subjects);
    }

    private static @Nullable Boolean succeeded(JsonNode item) {
        var success = "true".equals(item.path("success").asString());
        return switch (field(item, "eventCode")) {
            case "REFUND", "CANCEL_OR_REFUND" -> success;
            case "REFUND_FAILED", "REFUNDED_REVERSED" -> Boolean.FALSE;
            default -> null;
        };
    }
}
