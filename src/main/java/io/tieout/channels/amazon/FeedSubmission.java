package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonAnswer.Done;
import io.tieout.channels.amazon.AmazonAnswer.Failed;
import io.tieout.channels.amazon.AmazonCalls.Call;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands a feed over: a document is made, filled, and named in a feed. Amazon works on it later and tells by its processing
 * report, which the stream {@code feeds} fetches. Creating a feed has no key against repeats: where an answer was lost, the
 * feeds that Amazon has are looked at first.
 */
@Component
class FeedSubmission {

    private static final String PATH = "/feeds/2021-06-30";

    private final AmazonCalls api;
    private final AmazonRows rows;
    private final JsonMapper json;
    private final Clock clock;

    FeedSubmission(AmazonCalls api, AmazonRows rows, JsonMapper json, Clock clock) {
        this.api = api;
        this.rows = rows;
        this.json = json;
        this.clock = clock;
    }

    Sent submit(
            Connection connection,
            AmazonSettings settings,
            String subject,
            AmazonFeeds.Document document,
            UUID id,
            boolean answerLost,
            PartnerCalls calls) {
        calls.expect("createFeed", 0.0083, 15);
        calls.expect("createFeedDocument", 0.5, 15);
        var before = rows.feed(id).orElse(null);
        if (before != null && before.feedId() != null) {
            return accepted(before.feedId(), 200);
        }
        if (before != null && answerLost) {
            switch (lookUp(connection, before, calls)) {
                case LookedUp.Mine(var feedId) -> {
                    rows.feedHandedOver(id, feedId);
                    return accepted(feedId, 200);
                }
                case LookedUp.Unclear(var sent) -> {
                    return sent;
                }
                case LookedUp.Nothing _ -> {}
            }
        }
        return create(connection, settings, subject, document, id, calls);
    }

    private Sent create(
            Connection connection,
            AmazonSettings settings,
            String subject,
            AmazonFeeds.Document document,
            UUID id,
            PartnerCalls calls) {
        settings.marketplace();
        var specification = json.createObjectNode().put("contentType", document.contentType());
        var made = api.call(
                connection, calls, Call.post("createFeedDocument", Priority.STOCK, PATH + "/documents", specification));
        if (made instanceof Failed failed) {
            return again(failed);
        }
        var place = ((Done) made).body();
        var documentId = place.path("feedDocumentId").asString("");
        var uploaded =
                api.upload(connection, calls, place.path("url").asString(""), document.contentType(), document.text());
        if (uploaded instanceof Failed failed) {
            return again(failed);
        }
        rows.feedStarted(new AmazonRows.Feed(
                id,
                connection.code(),
                document.feedType(),
                subject,
                document.messages(),
                documentId,
                null,
                clock.instant()));
        var feed = json.createObjectNode().put("feedType", document.feedType()).put("inputFeedDocumentId", documentId);
        settings.marketplaces().forEach(feed.putArray("marketplaceIds")::add);
        return switch (api.call(connection, calls, Call.post("createFeed", Priority.STOCK, PATH + "/feeds", feed))) {
            case Failed failed -> failed.sent();
            case Done done -> {
                var feedId = done.body().path("feedId").asString("");
                if (feedId.isBlank()) {
                    yield new Sent(
                            new Outcome.Unknown("createFeed gave no feedId"),
                            done.status(),
                            done.body().toString());
                }
                rows.feedHandedOver(id, feedId);
                yield accepted(feedId, done.status());
            }
        };
    }

    /** A document counts for nothing until a feed names it, so that an answer which was lost here does no harm. */
    private static Sent again(Failed failed) {
        return failed instanceof AmazonAnswer.Lost lost
                ? new Sent(new Outcome.Retry(lost.why(), null), null, null)
                : failed.sent();
    }

    private static Sent accepted(String feedId, int status) {
        return new Sent(new Outcome.Accepted(feedId), status, "{\"feedId\":\"" + feedId + "\"}");
    }

    /** What Amazon has of a feed whose creation was not answered. */
    private sealed interface LookedUp {
        record Mine(String feedId) implements LookedUp {}

        record Nothing() implements LookedUp {}

        record Unclear(Sent sent) implements LookedUp {}
    }

    private LookedUp lookUp(Connection connection, AmazonRows.Feed feed, PartnerCalls calls) {
        var query = new TreeMap<String, String>();
        query.put("feedTypes", feed.feedType());
        query.put("createdSince", feed.createdAt().minusSeconds(60).toString());
        query.put("pageSize", "100");
        return switch (api.call(connection, calls, Call.get("getFeeds", Priority.STOCK, PATH + "/feeds", query))) {
            case Failed failed -> new LookedUp.Unclear(new Sent(new Outcome.Unknown(failed.trouble()), null, null));
            case Done done -> {
                var ids = new ArrayList<String>();
                done.body()
                        .path("feeds")
                        .forEach(one -> ids.add(one.path("feedId").asString("")));
                ids.removeAll(rows.known(connection.code(), ids));
                yield switch (ids.size()) {
                    case 0 -> new LookedUp.Nothing();
                    case 1 -> new LookedUp.Mine(ids.getFirst());
                    default ->
                        new LookedUp.Unclear(new Sent(
                                new Outcome.Refused(
                                        "amazon.feed-ambiguous",
                                        "The answer to createFeed was lost, and Amazon has several feeds that might be it: "
                                                + ids),
                                done.status(),
                                null));
                };
            }
        };
    }
}
