package io.tieout.delivery.spi;

import io.tieout.delivery.spi.OutboundHttp.Reply;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The common reading of HTTP answers: 2xx is accepted, with the document number the answer names; 400, 409 and 422 with a
 * {@code code} are a refusal for business reasons; 410 means gone; all else may go well another time.
 */
public final class Answers {

    private static final int SECONDS_DIGITS_MAX = 9;

    private Answers() {}

    public static Outcome read(Reply reply, JsonMapper json, Clock clock) {
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Outcome.Retry(reason, null);
            case Reply.Lost(var reason) -> new Outcome.Unknown(reason);
            case Reply.Answer answer -> read(answer, json, clock);
        };
    }

    private static Outcome read(Reply.Answer answer, JsonMapper json, Clock clock) {
        var status = answer.status();
        if (status >= 200 && status < 300) {
            return new Outcome.Accepted(text(answer.body(), json, "documentNumber"));
        }
        if (status == 410) {
            return new Outcome.Gone("HTTP 410");
        }
        if (status == 400 || status == 409 || status == 422) {
            var code = text(answer.body(), json, "code");
            if (code != null) {
                var message = text(answer.body(), json, "message");
                var detail = message == null ? text(answer.body(), json, "detail") : message;
                return new Outcome.Refused(code, detail == null ? "HTTP " + status : detail);
            }
        }
        if (status >= 300 && status < 400) {
            return new Outcome.Retry("HTTP " + status + ": redirects are not followed", null);
        }
        return new Outcome.Retry("HTTP " + status, retryAfter(answer, clock).orElse(null));
    }

    /** Retry-After, as seconds or as a date. */
    static Optional<Duration> retryAfter(Reply.Answer answer, Clock clock) {
        var value = answer.headers().getOrDefault("retry-after", "").strip();
        if (value.matches("[0-9]{1," + SECONDS_DIGITS_MAX + "}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            var at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            var wait = Duration.between(clock.instant(), at);
            return wait.isPositive() ? Optional.of(wait) : Optional.empty();
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(String body, JsonMapper json, String name) {
        if (!body.stripLeading().startsWith("{")) {
            return null;
        }
        try {
            JsonNode value = json.readTree(body).path(name);
            var text = value.isString() || value.isNumber() ? value.asString().strip() : "";
            return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), 200));
        } catch (JacksonException notJson) {
            return null; // a receiver may answer what it likes; without a number it is still an acknowledgement
        }
    }
}
