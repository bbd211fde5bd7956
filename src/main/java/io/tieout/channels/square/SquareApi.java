package io.tieout.channels.square;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import io.tieout.delivery.spi.Outcome;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One seller's API. */
final class SquareApi {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ANSWER_BYTES_MAX = 16 * 1024 * 1024;

    private final SquareSettings settings;
    private final PartnerCalls calls;

    SquareApi(Connection connection, PartnerCalls calls) {
        this.settings = new SquareSettings(connection);
        this.calls = calls;
    }

    Reply exchange(String operation, Priority priority, String method, String path, Optional<String> body) {
        var headers = new TreeMap<String, String>();
        headers.put("accept", "application/json");
        headers.put("square-version", settings.apiVersion());
        if (body.isPresent()) {
            headers.put("content-type", "application/json");
        }
        calls.secret(SquareSettings.TOKEN).ifPresent(token -> headers.put("authorization", "Bearer " + token));
        return calls.exchange(
                operation,
                priority,
                new Request(
                        method,
                        settings.url(path),
                        headers,
                        body,
                        TIMEOUT,
                        settings.allowInternal(),
                        ANSWER_BYTES_MAX));
    }

    /** Empty where the answer is no JSON object: cut off, or not Square's. */
    static Optional<JsonNode> document(Reply.Answer answer) {
        try {
            var document = JSON.readTree(answer.body());
            return document.isObject() ? Optional.of(document) : Optional.empty();
        } catch (JacksonException cut) {
            return Optional.empty();
        }
    }

    /** What an answer without the wanted object means. */
    static Outcome trouble(Reply.Answer answer) {
        var error = document(answer)
                .map(document -> document.path("errors").path(0))
                .orElse(JSON.missingNode());
        var code = error.path("code").asString("");
        var detail = error.path("detail").asString("HTTP " + answer.status());
        var status = answer.status();
        if (status == 429 || code.equals("RATE_LIMITED")) {
            return new Outcome.Retry("Rate limited", retryAfter(answer).orElse(Duration.ofSeconds(5)));
        }
        if (status == 401) {
            return new Outcome.Gone("HTTP 401: " + detail);
        }
        if (status >= 500 || code.isEmpty() && status == 200) {
            return new Outcome.Unknown(detail);
        }
        if (status == 408 || status == 423 || status == 425) {
            return new Outcome.Retry(detail, retryAfter(answer).orElse(null));
        }
        return new Outcome.Refused(
                "square." + (code.isEmpty() ? "http-" + status : code.toLowerCase(Locale.ROOT)), detail);
    }

    static Optional<Duration> retryAfter(Reply.Answer answer) {
        var text = answer.headers().getOrDefault("retry-after", "").strip();
        return text.matches("[0-9]{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
