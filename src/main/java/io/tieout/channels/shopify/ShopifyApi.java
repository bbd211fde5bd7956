package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.OutboundHttp.Request;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One shop's Admin API. Its GraphQL answers 200 whatever went wrong; this says what did. */
final class ShopifyApi {

    /** The secret with which the shop is called. */
    static final String TOKEN = "access-token";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int ANSWER_BYTES_MAX = 16 * 1024 * 1024;
    private static final Set<String> FOR_GOOD = Set.of("ACCESS_DENIED", "SHOP_INACTIVE");

    private final ShopifySettings settings;
    private final PartnerCalls calls;

    ShopifyApi(Connection connection, PartnerCalls calls) {
        this.settings = new ShopifySettings(connection);
        this.calls = calls;
    }

    /** What a call came to: data, or an outcome without. */
    sealed interface Answer {
        record Data(JsonNode data, int status, String body) implements Answer {}

        record Failed(Sent sent) implements Answer {}
    }

    /** @param operation the name of the query or mutation; all of them share one bucket of cost */
    Answer graphql(String operation, Priority priority, String query, ObjectNode variables) {
        var body = JSON.createObjectNode().put("query", query).put("operationName", operation);
        body.set("variables", variables);
        var reply = exchange("graphql", priority, "POST", "graphql.json", Optional.of(body.toString()));
        return switch (reply) {
            case Reply.NotSent(var reason) -> failed(new Outcome.Retry(reason, null), null, null);
            case Reply.Lost(var reason) -> failed(new Outcome.Unknown(reason), null, null);
            case Reply.Answer answer -> answer.status() == 200 ? read(answer) : refused(answer);
        };
    }

    Reply exchange(String operation, Priority priority, String method, String path, Optional<String> body) {
        var headers = new TreeMap<>(Map.of("accept", "application/json"));
        if (body.isPresent()) {
            headers.put("content-type", "application/json");
        }
        calls.secret(TOKEN).ifPresent(token -> headers.put("x-shopify-access-token", token));
        return calls.exchange(
                operation,
                priority,
                new Request(
                        method,
                        settings.admin(path),
                        headers,
                        body,
                        TIMEOUT,
                        settings.allowInternal(),
                        ANSWER_BYTES_MAX));
    }

    private static Answer read(Reply.Answer answer) {
        JsonNode document;
        try {
            document = JSON.readTree(answer.body());
        } catch (JacksonException cut) {
            return failed(
                    new Outcome.Unknown("The answer is no JSON: " + cut.getOriginalMessage()), 200, answer.body());
        }
        var errors = document.path("errors");
        if (!errors.isMissingNode() && !errors.isNull() && !errors.isEmpty()) {
            return failed(errors(errors, document), 200, answer.body());
        }
        if (!document.path("data").isObject()) {
            return failed(new Outcome.Unknown("The answer has neither data nor errors"), 200, answer.body());
        }
        return new Answer.Data(document.path("data"), 200, answer.body());
    }

    private static Outcome errors(JsonNode errors, JsonNode document) {
        var first = errors.isArray() ? errors.path(0) : errors;
        var code = first.path("extensions").path("code").asString("");
        var message =
                first.isString() ? first.asString() : first.path("message").asString("");
        if (code.equals("THROTTLED") || message.equals("Throttled")) {
            return new Outcome.Retry(
                    "Throttled", untilRestored(document.path("extensions").path("cost")));
        }
        if (FOR_GOOD.contains(code)) {
            return new Outcome.Refused("shopify." + code.toLowerCase(java.util.Locale.ROOT), message);
        }
        if (code.isEmpty() || code.equals("INTERNAL_SERVER_ERROR")) {
            // the data may be there in part: whether it was done is not known
            return new Outcome.Unknown("Shopify: " + message);
        }
        return new Outcome.Refused("shopify.graphql", code + ": " + message);
    }

    /** How long the bucket takes to hold what was asked for. */
    private static @Nullable Duration untilRestored(JsonNode cost) {
        var wanted = cost.path("requestedQueryCost").asDecimal(BigDecimal.ZERO);
        var status = cost.path("throttleStatus");
        var rate = status.path("restoreRate").asDecimal(BigDecimal.ZERO);
        if (rate.signum() <= 0) {
            return Duration.ofSeconds(1);
        }
        var missing = wanted.subtract(status.path("currentlyAvailable").asDecimal(BigDecimal.ZERO));
        var seconds = missing.max(BigDecimal.ONE).divide(rate, 0, RoundingMode.UP);
        return Duration.ofSeconds(Math.clamp(seconds.longValue(), 1, 300));
    }

    private static Answer refused(Reply.Answer answer) {
        return failed(outcome(answer), answer.status(), answer.body());
    }

    private static Outcome outcome(Reply.Answer answer) {
        var status = answer.status();
        return switch (status) {
            case 401 -> new Outcome.Gone("HTTP 401: the access token is not valid (any more)");
            case 402, 403, 404, 423 -> new Outcome.Refused("shopify.http-" + status, "HTTP " + status);
            case 429 -> new Outcome.Retry("HTTP 429", retryAfter(answer).orElse(Duration.ofSeconds(2)));
            default ->
                status >= 500 && status != 503
                        ? new Outcome.Unknown("HTTP " + status)
                        : new Outcome.Retry("HTTP " + status, retryAfter(answer).orElse(null));
        };
    }

    /** Shopify writes seconds, with decimals: {@code 2.0}. */
    static Optional<Duration> retryAfter(Reply.Answer answer) {
        var text = answer.headers().getOrDefault("retry-after", "").strip();
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis(
                new BigDecimal(text).movePointRight(3).max(BigDecimal.ONE).longValue()));
    }

    private static Answer failed(Outcome outcome, @Nullable Integer status, @Nullable String body) {
        return new Answer.Failed(new Sent(outcome, status, body));
    }
}
