package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Later;
import io.tieout.channels.amazon.AmazonAnswer.Lost;
import io.tieout.channels.amazon.AmazonAnswer.Refused;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls to the Selling Partner API: the access token, and the reading of answers. A 200 that has errors is none, and an answer
 * that breaks off says nothing.
 */
@Component
class AmazonCalls {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ANSWER_BYTES_MAX = 16 * 1024 * 1024;
    private static final int SHOWN_MAX = 2_000;
    private static final Duration WAIT_MAX = Duration.ofHours(1);
    private static final Set<String> PASSING =
            Set.of("QuotaExceeded", "InternalFailure", "InternalError", "ServiceUnavailable", "RequestThrottled");

    private final AmazonTokens tokens;
    private final JsonMapper json;

    AmazonCalls(AmazonTokens tokens, JsonMapper json) {
        this.tokens = tokens;
        this.json = json;
    }

    /** One call. @param operation the API's own name of it: what Amazon's limits are counted by */
    record Call(
            String operation,
            Priority priority,
            String method,
            String path,
            Map<String, String> query,
            @Nullable JsonNode body) {

        static Call get(String operation, Priority priority, String path, Map<String, String> query) {
            return new Call(operation, priority, "GET", path, query, null);
        }

        static Call post(String operation, Priority priority, String path, JsonNode body) {
            return new Call(operation, priority, "POST", path, Map.of(), body);
        }
    }

    AmazonAnswer call(Connection connection, PartnerCalls calls, Call call) {
        var settings = AmazonSettings.of(connection);
        return switch (tokens.token(connection, settings, calls)) {
            case AmazonTokens.Token.Usable(var token) -> {
                var answer = read(calls.exchange(call.operation, call.priority, request(settings, call, token)), call);
                if (answer instanceof Refused refused && (refused.status() == 401 || refused.status() == 403)) {
                    tokens.forget(connection);
                }
                yield answer;
            }
            case AmazonTokens.Token.Missing(var failed) -> failed;
        };
    }

    private Request request(AmazonSettings settings, Call call, String token) {
        var headers = new TreeMap<String, String>();
        headers.put("x-amz-access-token", token);
        headers.put("accept", "application/json");
        if (call.body != null) {
            headers.put("content-type", "application/json");
        }
        return new Request(
                call.method,
                URI.create(settings.endpoint() + call.path + query(call.query)),
                headers,
                Optional.ofNullable(call.body).map(json::writeValueAsString),
                TIMEOUT,
                settings.allowInternal(),
                ANSWER_BYTES_MAX);
    }

    private static String query(Map<String, String> query) {
        return query.isEmpty()
                ? ""
                : new TreeMap<>(query)
                        .entrySet().stream()
                                .map(one ->
                                        one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                                .collect(Collectors.joining("&", "?", ""));
    }

    /** Hands a document to the address that Amazon gave for it. */
    AmazonAnswer upload(Connection connection, PartnerCalls calls, String url, String contentType, String document) {
        var settings = AmazonSettings.of(connection);
        var reply = calls.exchange(
                "uploadDocument",
                Priority.STOCK,
                new Request(
                        "PUT",
                        URI.create(url),
                        Map.of("content-type", contentType),
                        Optional.of(document),
                        TIMEOUT,
                        settings.allowInternal()));
        return switch (reply) {
            case Reply.Answer answer
            when answer.status() >= 200 && answer.status() < 300 -> new Done(answer.status(), json.createObjectNode());
            case Reply.Answer answer ->
                new Later("The upload of the document answers HTTP " + answer.status(), null, answer.status(), null);
            case Reply.NotSent(var reason) -> new Later(reason, null, null, null);
            // The document counts for nothing until it is named in another call, so it may be handed over again.
            case Reply.Lost(var reason) -> new Later(reason, null, null, null);
        };
    }

    /** A document's text, or why there is none. */
    sealed interface Download {
        record Text(String text) implements Download {}

        record Missing(AmazonAnswer.Failed failed) implements Download {}
    }

    Download download(Connection connection, PartnerCalls calls, String url) {
        var settings = AmazonSettings.of(connection);
        var reply = calls.exchange(
                "downloadDocument",
                Priority.CATALOGUE,
                new Request(
                        "GET",
                        URI.create(url),
                        Map.of(),
                        Optional.empty(),
                        TIMEOUT,
                        settings.allowInternal(),
                        ANSWER_BYTES_MAX));
        return switch (reply) {
            case Reply.Answer answer
            when answer.status() == 200 && answer.body().length() < ANSWER_BYTES_MAX ->
                new Download.Text(answer.body());
            case Reply.Answer answer ->
                new Download.Missing(new Later(
                        "The document answers HTTP " + answer.status(), retryAfter(answer), answer.status(), null));
            case Reply.NotSent(var reason) -> new Download.Missing(new Later(reason, null, null, null));
            case Reply.Lost(var reason) -> new Download.Missing(new Later(reason, null, null, null));
        };
    }

    private AmazonAnswer read(Reply reply, Call call) {
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Later(reason, null, null, null);
            case Reply.Lost(var reason) -> lost(reason, call);
            case Reply.Answer answer -> read(answer, call);
        };
    }

    /** What only asks may be asked again. */
    private static AmazonAnswer lost(String reason, Call call) {
        return call.method.equals("GET") ? new Later(reason, null, null, null) : new Lost(reason);
    }

    private AmazonAnswer read(Reply.Answer answer, Call call) {
        var status = answer.status();
        var shown = answer.body().length() <= SHOWN_MAX
                ? answer.body()
                : answer.body().substring(0, SHOWN_MAX);
        if (status == 429) {
            return new Later(call.operation + ": the call budget is spent", retryAfter(answer), status, shown);
        }
        if (status >= 500) {
            return new Later(call.operation + " answers HTTP " + status, retryAfter(answer), status, shown);
        }
        var ok = status >= 200 && status < 300;
        JsonNode body;
        try {
            body = answer.body().isBlank() ? json.createObjectNode() : json.readTree(answer.body());
        } catch (JacksonException broken) {
            return ok
                    ? lost(call.operation + " gave an answer that breaks off or is no JSON", call)
                    : new Refused("http." + status, "HTTP " + status, status, shown);
        }
        var errors = body.path("errors");
        if (errors.isArray() && !errors.isEmpty()) {
            var code = errors.get(0).path("code").asString("unknown");
            var message = errors.get(0).path("message").asString("");
            return PASSING.contains(code)
                    ? new Later(call.operation + ": " + code + " " + message, retryAfter(answer), status, shown)
                    : new Refused(code(code), message, status, shown);
        }
        return ok ? new Done(status, body) : new Refused("http." + status, "HTTP " + status, status, shown);
    }

    private static String code(String code) {
        var clean = code.strip().replaceAll("[^A-Za-z0-9._-]+", "-");
        return "amazon." + (clean.length() <= 60 ? clean : clean.substring(0, 60));
    }

    /** Retry-After, else one period of the rate that Amazon tells with each answer. */
    static @Nullable Duration retryAfter(Reply.Answer answer) {
        var after = answer.headers().getOrDefault("retry-after", "").strip();
        if (after.matches("[0-9]{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(after));
        }
        var rate = answer.headers().getOrDefault("x-amzn-ratelimit-limit", "").strip();
        if (answer.status() == 429 && rate.matches("[0-9]{1,6}(\\.[0-9]{1,9})?")) {
            var perSecond = new BigDecimal(rate);
            if (perSecond.signum() > 0) {
                var seconds = BigDecimal.ONE.divide(perSecond, 0, RoundingMode.CEILING);
                return seconds.compareTo(BigDecimal.valueOf(WAIT_MAX.toSeconds())) > 0
                        ? WAIT_MAX
                        : Duration.ofSeconds(seconds.longValue());
            }
        }
        return null;
    }
}
