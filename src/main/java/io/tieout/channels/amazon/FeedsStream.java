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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What became of the feeds that were handed over. Each that has ended is a message of its own, with Amazon's report in it. */
@Component
class FeedsStream implements AmazonStream {

    private static final String PATH = "/feeds/2021-06-30";
    private static final Set<String> ENDED = Set.of("DONE", "FATAL", "CANCELLED");
    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final int AT_ONCE = 20;

    private final AmazonCalls api;
    private final AmazonRows rows;
    private final JsonMapper json;

    FeedsStream(AmazonCalls api, AmazonRows rows, JsonMapper json) {
        this.api = api;
        this.rows = rows;
        this.json = json;
    }

    @Override
    public String name() {
        return "feeds";
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
        calls.expect("getFeed", 2, 15);
        var found = new ArrayList<Found>();
        for (var feed : rows.openFeeds(connection.code(), AT_ONCE)) {
            var id = feed.feedId();
            if (id == null) {
                continue;
            }
            var path = PATH + "/feeds/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
            switch (api.call(connection, calls, Call.get("getFeed", Priority.STOCK, path, Map.of()))) {
                case Failed failed -> {
                    return new Page(found, null, false, failed.notBefore(), failed.trouble());
                }
                case Done done -> {
                    var status = done.body().path("processingStatus").asString("");
                    if (ENDED.contains(status)) {
                        var failed = result(connection, id, status, done.body(), calls, found);
                        if (failed != null) {
                            return new Page(found, null, false, failed.notBefore(), failed.trouble());
                        }
                    }
                }
            }
        }
        return new Page(found, null, false, null, null);
    }

    private @Nullable Failed result(
            Connection connection, String id, String status, JsonNode feed, PartnerCalls calls, List<Found> found) {
        var document = json.createObjectNode().put("feedId", id).put("processingStatus", status);
        document.put("feedType", feed.path("feedType").asString(""));
        var result = feed.path("resultFeedDocumentId").asString("");
        if (!result.isBlank()) {
            var path = PATH + "/documents/" + URLEncoder.encode(result, StandardCharsets.UTF_8);
            switch (api.call(connection, calls, Call.get("getFeedDocument", Priority.STOCK, path, Map.of()))) {
                case Failed failed -> {
                    return failed;
                }
                case Done done -> {
                    switch (api.download(
                            connection, calls, done.body().path("url").asString(""))) {
                        case Download.Missing(var failed) -> {
                            return failed;
                        }
                        case Download.Text(var text) -> document.put("report", text);
                    }
                }
            }
        }
        found.add(new Found("feed-result", JSON, json.writeValueAsBytes(document)));
        return null;
    }
}
