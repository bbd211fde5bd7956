package io.tieout.channels.refunds;

import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a provider's immediate answer to a refund means: that it was taken, never yet that it was paid. */
public final class RefundReplies {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int REASON_LENGTH_MAX = 300;
    private static final int SECONDS_DIGITS_MAX = 6;

    private RefundReplies() {}

    /** @param number the provider's number of the refund in an answer; null where it has none
     * @param error what it says of a refusal */
    public static Sent read(
            Reply reply, Function<JsonNode, @Nullable String> number, Function<JsonNode, @Nullable String> error) {
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Sent(new Outcome.Retry(reason, null), null, null);
            case Reply.Lost(var reason) -> new Sent(new Outcome.Unknown(reason), null, null);
            case Reply.Answer answer -> new Sent(outcome(answer, number, error), answer.status(), answer.body());
        };
    }

    private static Outcome outcome(
            Reply.Answer answer,
            Function<JsonNode, @Nullable String> number,
            Function<JsonNode, @Nullable String> error) {
        var status = answer.status();
        var body = body(answer.body());
        if (status >= 200 && status < 300) {
            return new Outcome.Accepted(number.apply(body));
        }
        // the same key while its first request still runs, too many requests, and trouble of their own pass by
        // themselves
        if (status == 409 || status == 425 || status == 429 || status >= 500) {
            return new Outcome.Retry("HTTP " + status, after(answer));
        }
        if (status == 401 || status == 403) {
            return new Outcome.Retry("HTTP " + status + ": the key is not accepted", null);
        }
        var said = error.apply(body);
        var reason = said == null ? "HTTP " + status : said;
        return new Outcome.Refused("refund.refused", reason.substring(0, Math.min(reason.length(), REASON_LENGTH_MAX)));
    }

    private static @Nullable Duration after(Reply.Answer answer) {
        var value = answer.headers().getOrDefault("retry-after", "").strip();
        return value.matches("[0-9]{1," + SECONDS_DIGITS_MAX + "}") ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text.isBlank() ? "{}" : text);
        } catch (JacksonException notJson) {
            return JSON.createObjectNode(); // the status says enough
        }
    }

    /** The text at a path of names, or null. */
    public static @Nullable String text(JsonNode node, String... path) {
        var at = node;
        for (var name : path) {
            at = at.path(name);
        }
        return at.isString() && !at.asString().isBlank() ? at.asString() : null;
    }
}
