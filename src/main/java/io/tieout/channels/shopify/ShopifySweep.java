package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelPoller;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.kernel.ConnectionCode;
import io.tieout.orders.Orders;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks for webhooks that never came: all orders that changed since the last round, with their refunds and fulfilments, by the
 * REST API, whose orders are the webhooks' own form. What is known already changes nothing; what is not is counted.
 */
@Component
class ShopifySweep implements ChannelPoller {

    static final String STREAM = "sweep";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration FIRST = Duration.ofDays(1);
    private static final Duration USUAL = Duration.ofMinutes(15);
    private static final int PAGE = 100;
    private static final Pattern NEXT = Pattern.compile("<[^>]*[?&]page_info=([^&>]+)[^>]*>\\s*;\\s*rel=\"?next\"?");
    private static final Pattern BUCKET = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

    private final Orders orders;
    private final Clock clock;

    ShopifySweep(Orders orders, Clock clock) {
        this.orders = orders;
        this.clock = clock;
    }

    @Override
    public String name() {
        return ShopifyTopic.NAME;
    }

    @Override
    public Set<String> streams(Connection connection) {
        return new ShopifySettings(connection).callable() ? Set.of(STREAM) : Set.of();
    }

    @Override
    public Duration interval(Connection connection, String stream) {
        var minutes = connection.settings().getOrDefault("sweepMinutes", "");
        return minutes.matches("[1-9][0-9]{0,3}") ? Duration.ofMinutes(Long.parseLong(minutes)) : USUAL;
    }

    @Override
    public Page poll(
            Connection connection,
            String stream,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        var at = Cursor.parse(cursor).orElseGet(() -> new Cursor(clock.instant().minus(FIRST), null, null));
        var reply = new ShopifyApi(connection, calls)
                .exchange("orders.json", Priority.ORDERS, "GET", path(at, window), Optional.empty());
        return switch (reply) {
            case Reply.NotSent(var reason) -> trouble(cursor, null, reason);
            case Reply.Lost(var reason) -> trouble(cursor, null, reason);
            case Reply.Answer answer -> page(connection, window, cursor, at, answer);
        };
    }

    private static String path(Cursor at, @Nullable Window window) {
        if (at.page() != null) {
            return "orders.json?limit=" + PAGE + "&page_info=" + encode(at.page());
        }
        var from = window == null ? at.since().minus(OVERLAP) : window.from();
        var to = window == null ? "" : "&updated_at_max=" + encode(window.to().toString());
        return "orders.json?status=any&limit=" + PAGE + "&order=" + encode("updated_at asc") + "&updated_at_min="
                + encode(from.toString()) + to;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Page page(
            Connection connection, @Nullable Window window, @Nullable String cursor, Cursor at, Reply.Answer answer) {
        if (answer.status() == 429) {
            return trouble(cursor, ShopifyApi.retryAfter(answer).orElse(Duration.ofSeconds(2)), "Shopify: HTTP 429");
        }
        if (answer.status() != 200) {
            return trouble(cursor, null, "Shopify: HTTP " + answer.status());
        }
        JsonNode list;
        try {
            list = JSON.readTree(answer.body()).path("orders");
        } catch (JacksonException cut) {
            return trouble(cursor, null, "Shopify's answer cannot be read: " + cut.getOriginalMessage());
        }
        if (!list.isArray()) {
            return trouble(cursor, null, "Shopify's answer has no orders");
        }
        var found = new ArrayList<Found>();
        var newest = at.newest();
        for (var order : list.values()) {
            found.addAll(found(connection, order, answer));
            newest = later(newest, order.path("updated_at").asString(""));
        }
        var next = NEXT.matcher(answer.headers().getOrDefault("link", ""));
        if (next.find()) {
            return new Page(
                    found,
                    new Cursor(at.since(), decode(next.group(1)), newest).text(),
                    true,
                    breath(answer).orElse(null),
                    null);
        }
        var since = newest == null || newest.isBefore(at.since()) ? at.since() : newest;
        return new Page(found, window == null ? new Cursor(since, null, null).text() : null, false, null, null);
    }

    private static String decode(String text) {
        return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The same page again, later. */
    private static Page trouble(@Nullable String cursor, @Nullable Duration wait, String why) {
        return new Page(List.of(), cursor, false, wait, why);
    }

    private static @Nullable Instant later(@Nullable Instant one, String other) {
        var version = ShopifyTopic.version(other.isEmpty() ? null : other);
        if (version == null || !version.endsWith("Z")) {
            return one;
        }
        var at = Instant.parse(version);
        return one == null || at.isAfter(one) ? at : one;
    }

    /** The shop's bucket of calls is nearly full: let it leak, for others call too. */
    private static Optional<Duration> breath(Reply.Answer answer) {
        var bucket = BUCKET.matcher(answer.headers()
                .getOrDefault("x-shopify-shop-api-call-limit", "")
                .strip());
        if (!bucket.matches()) {
            return Optional.empty();
        }
        var used = Long.parseLong(bucket.group(1));
        var size = Long.parseLong(bucket.group(2));
        return used * 5 >= size * 4 ? Optional.of(Duration.ofSeconds(2)) : Optional.empty();
    }

    /** The order, and what of its refunds and fulfilments is not here. */
    private List<Found> found(Connection connection, JsonNode order, Reply.Answer answer) {
        var found = new ArrayList<Found>();
        found.add(found("order", order, answer));
        var shipped = shipped(connection.code(), order.path("id").asString(""));
        for (var fulfilment : order.path("fulfillments").values()) {
            if (!shipped.contains(fulfilment.path("id").asString(""))) {
                found.add(found("fulfillment", fulfilment, answer));
            }
        }
        for (var refund : order.path("refunds").values()) {
            found.add(found("refund", refund, answer));
        }
        return found;
    }

    private Set<String> shipped(ConnectionCode connection, String order) {
        return order.isEmpty()
                ? Set.of()
                : orders.find(connection, order)
                        .map(known -> orders.shipments(known.summary().id()).stream()
                                .map(shipment -> shipment.externalId())
                                .collect(java.util.stream.Collectors.toSet()))
                        .orElse(Set.of());
    }

    private static Found found(String kind, JsonNode object, Reply.Answer answer) {
        var version = answer.headers().getOrDefault("x-shopify-api-version", "");
        return new Found(
                kind,
                version.isEmpty()
                        ? Map.of(ShopifyWatch.FOUND_BY, ShopifyWatch.SWEEP)
                        : Map.of(ShopifyWatch.FOUND_BY, ShopifyWatch.SWEEP, "x-shopify-api-version", version),
                object.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Where the sweep stands.
     *
     * @param since everything up to here was seen
     * @param page Shopify's own mark of the next page; null for the first
     * @param newest the latest change among the pages so far
     */
    record Cursor(
            Instant since, @Nullable String page, @Nullable Instant newest) {

        String text() {
            return since + " " + (newest == null ? "-" : newest) + (page == null ? "" : " " + page);
        }

        static Optional<Cursor> parse(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return Optional.empty();
            }
            var parts = text.split(" ", 3);
            return Optional.of(new Cursor(
                    Instant.parse(parts[0]),
                    parts.length > 2 ? parts[2] : null,
                    parts.length < 2 || parts[1].equals("-") ? null : Instant.parse(parts[1])));
        }
    }
}
