package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonCalls.Call;
import io.tieout.channels.amazon.AmazonCalls.Download;
import io.tieout.channels.spi.ChannelPoller.Found;
import io.tieout.channels.spi.ChannelPoller.Page;
import io.tieout.channels.spi.ChannelPoller.Window;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports that are ready: settlements, which Amazon makes of itself, and returns, which are asked for once a day. Each page
 * downloads one of them; the cursor names those that wait.
 */
@Component
class ReportsStream implements AmazonStream {

    static final Map<String, String> KINDS = Map.of(
            "GET_V2_SETTLEMENT_REPORT_DATA_FLAT_FILE_V2", "settlement",
            "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE", "return",
            "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA", "return");

    private static final String MERCHANT_RETURNS = "GET_FLAT_FILE_RETURNS_DATA_BY_RETURN_DATE";
    private static final String FBA_RETURNS = "GET_FBA_FULFILLMENT_CUSTOMER_RETURNS_DATA";
    private static final String PATH = "/reports/2021-06-30";
    private static final Duration EVERY = Duration.ofMinutes(30);
    private static final Duration ASK_EVERY = Duration.ofDays(1);
    /** Returns are told anew for some days: a row changes when the parcel arrives. */
    private static final Duration RETURNS_BACK = Duration.ofDays(7);

    private static final Duration LIST_BACK = Duration.ofDays(2);

    private final AmazonCalls api;
    private final JsonMapper json;
    private final Clock clock;

    ReportsStream(AmazonCalls api, JsonMapper json, Clock clock) {
        this.api = api;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @param listed until when reports were listed
     * @param asked when returns were last asked for
     * @param waiting {@code type documentId} of those to be downloaded
     */
    private record Cursor(
            @Nullable Instant listed, @Nullable Instant asked, List<String> waiting) {}

    @Override
    public String name() {
        return "reports";
    }

    @Override
    public boolean on(AmazonSettings settings) {
        return true;
    }

    @Override
    public Duration interval(AmazonSettings settings) {
        return EVERY;
    }

    @Override
    public Page poll(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            @Nullable String cursor,
            PartnerCalls calls) {
        calls.expect("getReports", 0.0222, 10);
        calls.expect("createReport", 0.0167, 15);
        calls.expect("getReportDocument", 0.0167, 15);
        var at = read(cursor);
        if (!at.waiting.isEmpty()) {
            return download(connection, at, calls);
        }
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var asked = at.asked;
        if (window != null
                ? asked == null
                : asked == null || asked.plus(ASK_EVERY).isBefore(now)) {
            var from = window == null ? now.minus(RETURNS_BACK) : window.from();
            var to = window == null ? now : window.to();
            for (var type : returnsReports(settings)) {
                if (ask(connection, settings, type, from, to, calls) instanceof Failed failed) {
                    return AmazonStream.stay(cursor, failed);
                }
            }
            asked = now;
        }
        return list(connection, settings, window, new Cursor(at.listed, asked, List.of()), now, cursor, calls);
    }

    private static List<String> returnsReports(AmazonSettings settings) {
        var types = new ArrayList<String>();
        if (settings.returnsLocation() != null) {
            types.add(MERCHANT_RETURNS);
        }
        if (settings.fbaLocation() != null) {
            types.add(FBA_RETURNS);
        }
        return types;
    }

    private AmazonAnswer ask(
            Connection connection, AmazonSettings settings, String type, Instant from, Instant to, PartnerCalls calls) {
        settings.marketplace();
        var body = json.createObjectNode()
                .put("reportType", type)
                .put("dataStartTime", from.toString())
                .put("dataEndTime", to.toString());
        settings.marketplaces().forEach(body.putArray("marketplaceIds")::add);
        return api.call(connection, calls, Call.post("createReport", Priority.CATALOGUE, PATH + "/reports", body));
    }

    private Page list(
            Connection connection,
            AmazonSettings settings,
            @Nullable Window window,
            Cursor at,
            Instant now,
            @Nullable String before,
            PartnerCalls calls) {
        var since = window != null
                ? window.from()
                : at.listed == null ? now.minus(settings.firstLook()) : at.listed.minus(LIST_BACK);
        var query = new TreeMap<String, String>();
        query.put(
                "reportTypes", String.join(",", KINDS.keySet().stream().sorted().toList()));
        query.put("processingStatuses", "DONE");
        query.put("pageSize", "100");
        query.put("createdSince", since.toString());
        var waiting = new ArrayList<String>();
        for (var token = ""; ; ) {
            // A next page is asked for with the token alone.
            var asked = token.isBlank() ? query : new TreeMap<>(Map.of("nextToken", token));
            switch (api.call(connection, calls, Call.get("getReports", Priority.CATALOGUE, PATH + "/reports", asked))) {
                case Failed failed -> {
                    // Returns that were asked for are not asked for again.
                    return AmazonStream.stay(at.asked == null ? before : write(at), failed);
                }
                case Done done -> {
                    done.body().path("reports").forEach(report -> {
                        var document = report.path("reportDocumentId").asString("");
                        var type = report.path("reportType").asString("");
                        if (!document.isBlank() && KINDS.containsKey(type)) {
                            waiting.add(type + " " + document);
                        }
                    });
                    token = done.body().path("nextToken").asString("");
                }
            }
            if (token.isBlank()) {
                return new Page(List.of(), write(new Cursor(now, at.asked, waiting)), !waiting.isEmpty(), null, null);
            }
        }
    }

    private Page download(Connection connection, Cursor at, PartnerCalls calls) {
        var first = at.waiting.getFirst().split(" ", 2);
        var path = PATH + "/documents/" + URLEncoder.encode(first[1], StandardCharsets.UTF_8);
        var rest = new Cursor(at.listed, at.asked, at.waiting.subList(1, at.waiting.size()));
        return switch (api.call(connection, calls, Call.get("getReportDocument", Priority.CATALOGUE, path, Map.of()))) {
            case AmazonAnswer.Refused refused ->
                // Reports are kept for 90 days; one that is gone holds up none of the others.
                new Page(List.of(), write(rest), !rest.waiting.isEmpty(), null, refused.trouble());
            case Failed failed -> AmazonStream.stay(write(at), failed);
            case Done done ->
                switch (api.download(connection, calls, done.body().path("url").asString(""))) {
                    case Download.Missing(var failed) -> AmazonStream.stay(write(at), failed);
                    case Download.Text(var text) ->
                        new Page(
                                List.of(new Found(
                                        KINDS.getOrDefault(first[0], "return"),
                                        Map.of("content-type", "text/tab-separated-values"),
                                        text.getBytes(StandardCharsets.UTF_8))),
                                write(rest),
                                !rest.waiting.isEmpty(),
                                null,
                                null);
                };
        };
    }

    private Cursor read(@Nullable String text) {
        if (text == null) {
            return new Cursor(null, null, List.of());
        }
        var node = json.readTree(text);
        var waiting = new ArrayList<String>();
        node.path("waiting").forEach(one -> waiting.add(one.asString()));
        return new Cursor(instant(node, "listed"), instant(node, "asked"), waiting);
    }

    private static @Nullable Instant instant(JsonNode node, String name) {
        return node.hasNonNull(name) ? Instant.parse(node.path(name).asString()) : null;
    }

    private String write(Cursor cursor) {
        var node = json.createObjectNode();
        if (cursor.listed != null) {
            node.put("listed", cursor.listed.toString());
        }
        if (cursor.asked != null) {
            node.put("asked", cursor.asked.toString());
        }
        cursor.waiting.forEach(node.putArray("waiting")::add);
        return json.writeValueAsString(node);
    }
}
