package io.tieout.channels.calls;

import io.tieout.delivery.spi.OutboundHttp.Reply.Answer;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer tells of the partner's limit. Whatever is null was not told.
 *
 * @param rate calls a second
 * @param burst calls that may be made at once when the bucket is full
 * @param left calls that may be made at once now
 * @param pause how long not to call at all
 * @param source the header that told it
 */
record CallLimit(
        @Nullable Double rate,
        @Nullable Double burst,
        @Nullable Double left,
        @Nullable Duration pause,
        String source) {

    private static final Duration WAIT_MAX = Duration.ofHours(1);
    private static final double SHOPIFY_SECONDS_TO_EMPTY = 20;
    private static final long EPOCH_SECONDS_MIN = 1_000_000_000L;
    private static final Pattern CALL_LIMIT = Pattern.compile("\\s*(\\d{1,6})\\s*/\\s*(\\d{1,6})\\s*");
    private static final Pattern WINDOW = Pattern.compile(";\\s*w\\s*=\\s*\"?(\\d{1,6})");
    private static final Pattern COST = Pattern.compile("\"requestedQueryCost\"\\s*:\\s*(\\d+(?:\\.\\d+)?)");
    private static final Pattern COST_MAX = Pattern.compile("\"maximumAvailable\"\\s*:\\s*(\\d+(?:\\.\\d+)?)");
    private static final Pattern COST_LEFT = Pattern.compile("\"currentlyAvailable\"\\s*:\\s*(\\d+(?:\\.\\d+)?)");
    private static final Pattern COST_RATE = Pattern.compile("\"restoreRate\"\\s*:\\s*(\\d+(?:\\.\\d+)?)");

    /** Empty where the answer says nothing of limits. */
    static Optional<CallLimit> of(Answer answer, Clock clock) {
        var refused = answer.status() == 429;
        var wait = refused || answer.status() == 503 ? retryAfter(answer, clock.instant()) : null;
        var told = amazon(answer)
                .or(() -> shopify(answer))
                .or(() -> cost(answer))
                .or(() -> standard(answer, "ratelimit-", clock.instant()))
                .or(() -> standard(answer, "x-ratelimit-", clock.instant()));
        if (!refused && wait == null) {
            return told;
        }
        var known = told.orElse(new CallLimit(null, null, null, null, "HTTP " + answer.status()));
        return Optional.of(new CallLimit(
                known.rate(), known.burst(), refused ? Double.valueOf(0) : known.left(), wait, known.source()));
    }

    private static Optional<CallLimit> amazon(Answer answer) {
        var rate = number(answer.headers().get("x-amzn-ratelimit-limit"));
        return rate == null || rate <= 0
                ? Optional.empty()
                : Optional.of(new CallLimit(rate, null, null, null, "x-amzn-RateLimit-Limit"));
    }

    private static Optional<CallLimit> shopify(Answer answer) {
        var limit = CALL_LIMIT.matcher(answer.headers().getOrDefault("x-shopify-shop-api-call-limit", ""));
        if (!limit.matches()) {
            return Optional.empty();
        }
        var burst = Double.parseDouble(limit.group(2));
        return burst < 1
                ? Optional.empty()
                : Optional.of(new CallLimit(
                        burst / SHOPIFY_SECONDS_TO_EMPTY,
                        burst,
                        burst - Double.parseDouble(limit.group(1)),
                        null,
                        "X-Shopify-Shop-Api-Call-Limit"));
    }

    /** GraphQL answers count points; they are told in calls of this cost. */
    private static Optional<CallLimit> cost(Answer answer) {
        if (!answer.body().contains("\"throttleStatus\"")) {
            return Optional.empty();
        }
        var cost = first(COST, answer.body());
        var most = first(COST_MAX, answer.body());
        var left = first(COST_LEFT, answer.body());
        var rate = first(COST_RATE, answer.body());
        if (cost == null || most == null || left == null || rate == null || rate <= 0) {
            return Optional.empty();
        }
        var each = Math.max(1, cost);
        return Optional.of(new CallLimit(
                rate / each, Math.max(1, most / each), left / each, null, "extensions.cost.throttleStatus"));
    }

    private static @Nullable Double first(Pattern pattern, String body) {
        var found = pattern.matcher(body);
        return found.find() ? Double.valueOf(found.group(1)) : null;
    }

    /** The three headers of the IETF draft, or their forerunners with {@code x-} before them. */
    private static Optional<CallLimit> standard(Answer answer, String prefix, Instant now) {
        var limit = number(answer.headers().get(prefix + "limit"));
        var left = number(answer.headers().get(prefix + "remaining"));
        var reset = number(answer.headers().get(prefix + "reset"));
        if (limit == null || limit < 1 || left == null || reset == null) {
            return Optional.empty();
        }
        var seconds = reset >= EPOCH_SECONDS_MIN ? reset - now.getEpochSecond() : reset;
        var window = WINDOW.matcher(answer.headers().getOrDefault(prefix + "policy", ""));
        double rate;
        if (window.find() && !window.group(1).matches("0+")) {
            rate = limit / Double.parseDouble(window.group(1));
        } else {
            rate = Math.max(1, limit - left) / Math.max(1, seconds);
        }
        return Optional.of(new CallLimit(rate, limit, left, null, prefix + "limit"));
    }

    private static @Nullable Double number(@Nullable String text) {
        return text != null && text.strip().matches("\\d{1,12}(\\.\\d{1,12})?") ? Double.valueOf(text.strip()) : null;
    }

    private static @Nullable Duration retryAfter(Answer answer, Instant now) {
        var value = answer.headers().getOrDefault("retry-after", "").strip();
        if (value.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return limited(Duration.ofMillis((long) (Double.parseDouble(value) * 1000)));
        }
        try {
            var at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return at.isAfter(now) ? limited(Duration.between(now, at)) : null;
        } catch (DateTimeException neither) {
            return null; // a partner that says no time is asked again by the bucket's own
        }
    }

    private static Duration limited(Duration wait) {
        return wait.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : wait;
    }
}
