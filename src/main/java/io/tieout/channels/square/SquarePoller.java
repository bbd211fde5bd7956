package io.tieout.channels.square;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelPoller;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches what Square's events only name, and what they might have failed to tell: orders, payments and refunds that changed,
 * the catalogue's SKUs, and the single orders that an event named.
 */
@Component
class SquarePoller implements ChannelPoller {

    static final String ORDERS = "orders";
    static final String PAYMENTS = "payments";
    static final String REFUNDS = "refunds";
    static final String CATALOG = "catalog";
    static final String WANTED = "wanted";

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration OVERLAP = Duration.ofMinutes(5);
    private static final Duration FIRST = Duration.ofDays(1);
    private static final int PAGE = 100;
    private static final int WANTED_MAX = 50;

    private final SquareRows rows;
    private final Clock clock;

    SquarePoller(SquareRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String name() {
        return SquareAdapter.NAME;
    }

    @Override
    public Set<String> streams(Connection connection) {
        var settings = new SquareSettings(connection);
        if (!settings.callable()) {
            return Set.of();
        }
        return settings.squareLocations().isEmpty()
                ? Set.of(PAYMENTS, REFUNDS, CATALOG, WANTED)
                : Set.of(ORDERS, PAYMENTS, REFUNDS, CATALOG, WANTED);
    }

    @Override
    public Duration interval(Connection connection, String stream) {
        var usual = new SquareSettings(connection).interval();
        return switch (stream) {
            case CATALOG -> usual.multipliedBy(15);
            case WANTED -> Duration.ofSeconds(5);
            default -> usual;
        };
    }

    @Override
    public Page poll(
            Connection connection,
            String stream,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        var api = new SquareApi(connection, calls);
        if (stream.equals(WANTED)) {
            return wanted(connection, api, cursor);
        }
        var at = SquareCursor.parse(cursor, () -> clock.instant().minus(FIRST));
        var from = window == null ? at.since().minus(OVERLAP) : window.from();
        var to = window == null ? at.until(clock.instant()) : window.to();
        var reply = switch (stream) {
            case ORDERS -> search(connection, api, at, from, to);
            case CATALOG ->
                api.exchange(
                        "listCatalog",
                        Priority.CATALOGUE,
                        "GET",
                        "/v2/catalog/list?types=ITEM_VARIATION" + more(at),
                        Optional.empty());
            default ->
                api.exchange(
                        stream.equals(PAYMENTS) ? "listPayments" : "listPaymentRefunds",
                        Priority.ORDERS,
                        "GET",
                        "/v2/" + stream + "?limit=" + PAGE + "&sort_field=UPDATED_AT&sort_order=ASC"
                                + "&updated_at_begin_time=" + encode(from) + "&updated_at_end_time="
                                + encode(to) + more(at),
                        Optional.empty());
        };
        return switch (reply) {
            case Reply.NotSent(var reason) -> trouble(cursor, null, reason);
            case Reply.Lost(var reason) -> trouble(cursor, null, reason);
            case Reply.Answer answer -> page(stream, window, cursor, at, to, answer);
        };
    }

    private static String more(SquareCursor at) {
        return at.page() == null ? "" : "&cursor=" + URLEncoder.encode(at.page(), StandardCharsets.UTF_8);
    }

    private static String encode(Instant at) {
        return URLEncoder.encode(at.toString(), StandardCharsets.UTF_8);
    }

    private static Reply search(Connection connection, SquareApi api, SquareCursor at, Instant from, Instant to) {
        var body = JSON.createObjectNode().put("limit", PAGE).put("return_entries", false);
        var locations = body.putArray("location_ids");
        new SquareSettings(connection).squareLocations().forEach(locations::add);
        if (at.page() != null) {
            body.put("cursor", at.page());
        }
        var query = body.putObject("query");
        query.putObject("filter")
                .putObject("date_time_filter")
                .putObject("updated_at")
                .put("start_at", from.toString())
                .put("end_at", to.toString());
        query.putObject("sort").put("sort_field", "UPDATED_AT").put("sort_order", "ASC");
        return api.exchange("searchOrders", Priority.ORDERS, "POST", "/v2/orders/search", Optional.of(body.toString()));
    }

    private static Page page(
            String stream,
            @Nullable Window window,
            @Nullable String cursor,
            SquareCursor at,
            Instant to,
            Reply.Answer answer) {
        var document = SquareApi.document(answer);
        if (answer.status() != 200
                || document.isEmpty()
                || !document.get().path("errors").isEmpty()) {
            var outcome = SquareApi.trouble(answer);
            return outcome instanceof Outcome.Retry(var reason, var after)
                    ? trouble(cursor, after, "Square: " + reason)
                    : trouble(cursor, null, "Square: " + outcome);
        }
        var found = stream.equals(CATALOG) ? catalogue(document.get()) : objects(stream, document.get());
        var next = document.get().path("cursor").asString("");
        if (!next.isEmpty()) {
            return new Page(found, new SquareCursor(at.since(), to, next).text(), true, null, null);
        }
        return new Page(found, window == null ? new SquareCursor(to, null, null).text() : null, false, null, null);
    }

    private static List<Found> catalogue(JsonNode document) {
        return document.path("objects").isEmpty()
                ? List.of()
                : List.of(
                        found(SquareAdapter.CATALOG, JSON.createObjectNode().set("objects", document.path("objects"))));
    }

    private static List<Found> objects(String stream, JsonNode document) {
        var kind = switch (stream) {
            case PAYMENTS -> SquareAdapter.PAYMENT;
            case REFUNDS -> SquareAdapter.REFUND;
            default -> SquareAdapter.ORDER;
        };
        var found = new ArrayList<Found>();
        document.path(stream).values().forEach(object -> found.add(found(kind, object)));
        return found;
    }

    private static Found found(String kind, JsonNode object) {
        return new Found(kind, Map.of(), object.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Page trouble(@Nullable String cursor, @Nullable Duration wait, String why) {
        return new Page(List.of(), cursor, false, wait, why);
    }

    /** What the last page held is stored by now, as its cursor is: it is wanted no more. */
    private Page wanted(Connection connection, SquareApi api, @Nullable String cursor) {
        for (var fetched : cursor == null ? new String[0] : cursor.split(" ")) {
            var colon = fetched.lastIndexOf(':');
            if (colon > 0) {
                rows.got(
                        connection.code(),
                        new SquareRows.Wanted(
                                fetched.substring(0, colon), Long.parseLong(fetched.substring(colon + 1))));
            }
        }
        var wanted = rows.wanted(connection.code(), WANTED_MAX);
        if (wanted.isEmpty()) {
            return new Page(List.of(), null, false, null, null);
        }
        var body = JSON.createObjectNode();
        var ids = body.putArray("order_ids");
        wanted.forEach(order -> ids.add(order.order()));
        var reply = api.exchange(
                "batchRetrieveOrders",
                Priority.ORDERS,
                "POST",
                "/v2/orders/batch-retrieve",
                Optional.of(body.toString()));
        return switch (reply) {
            case Reply.NotSent(var reason) -> trouble(null, null, reason);
            case Reply.Lost(var reason) -> trouble(null, null, reason);
            case Reply.Answer answer -> fetched(wanted, answer);
        };
    }

    private static Page fetched(List<SquareRows.Wanted> wanted, Reply.Answer answer) {
        var document = SquareApi.document(answer);
        if (answer.status() != 200 || document.isEmpty()) {
            var outcome = SquareApi.trouble(answer);
            return trouble(
                    null,
                    outcome instanceof Outcome.Retry(var _, var after) ? after : null,
                    "Square: HTTP " + answer.status());
        }
        var versions = new java.util.HashMap<String, Long>();
        var found = new ArrayList<Found>();
        for (var order : document.get().path("orders").values()) {
            versions.put(order.path("id").asString(""), order.path("version").asLong(0));
            found.add(found(SquareAdapter.ORDER, order));
        }
        var cursor = new StringBuilder();
        var unknown = new ArrayList<String>();
        for (var order : wanted) {
            var version = versions.get(order.order());
            if (version == null) {
                unknown.add(order.order());
            }
            cursor.append(cursor.isEmpty() ? "" : " ")
                    .append(order.order())
                    .append(':')
                    .append(version == null ? order.version() : Math.max(version, order.version()));
        }
        return new Page(
                found,
                cursor.toString(),
                wanted.size() == WANTED_MAX,
                null,
                unknown.isEmpty() ? null : "Square does not know the orders " + String.join(", ", unknown));
    }

    /**
     * Where a stream stands.
     *
     * @param since everything up to here was seen
     * @param until the end of the round that is running; null between rounds
     * @param page Square's own mark of the next page; null for the first
     */
    record SquareCursor(
            Instant since,
            @Nullable Instant until,
            @Nullable String page) {

        Instant until(Instant now) {
            return until == null ? now : until;
        }

        String text() {
            return until == null ? since.toString() : since + " " + until + (page == null ? "" : " " + page);
        }

        static SquareCursor parse(@Nullable String text, java.util.function.Supplier<Instant> first) {
            if (text == null || text.isBlank()) {
                return new SquareCursor(first.get(), null, null);
            }
            var parts = text.split(" ", 3);
            try {
                return new SquareCursor(
                        Instant.parse(parts[0]),
                        parts.length > 1 ? Instant.parse(parts[1]) : null,
                        parts.length > 2 ? parts[2] : null);
            } catch (DateTimeParseException notOurs) {
                return new SquareCursor(first.get(), null, null);
            }
        }
    }
}
