package io.tieout.channels.amazon;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemType;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnFacts;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What Amazon made of a feed: each message that it refused becomes somebody's. */
@Component
class AmazonFeedResults implements ChannelAdapter {

    private static final int WORDS_MAX = 500;

    private final AmazonRows rows;
    private final ReturnFacts returns;
    private final Clock clock;

    AmazonFeedResults(AmazonRows rows, ReturnFacts returns, Clock clock) {
        this.returns = returns;
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public String name() {
        return AmazonOrders.NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("feed-result");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var id = JsonPeek.at(raw.open(), Set.of("feedId"), Set.of()).get("feedId");
        return new Identification(id, null, id == null ? null : "feed:" + connection.code() + ":" + id);
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var document = JsonFields.read(raw.open());
        var id = document.text("feedId", 128);
        var status = document.text("processingStatus", 64);
        var feed = rows.feed(connection.code(), id).orElse(null);
        if (feed == null) {
            return new Outcome.Ignored("Feed " + id + " is none of ours");
        }
        var report = document.textOrNull("report");
        var refused = report == null
                ? List.<FeedReport.Refusal>of()
                : FeedReport.read(report).refused();
        var done = status.equals("DONE");
        if (!rows.feedEnded(feed.id(), done, clock.instant())) {
            return new Outcome.Ignored("What became of feed " + id + " is known already");
        }
        var subjects = new TreeSet<BusinessKey>(Set.of(BusinessKey.of("feed:" + connection.code() + ":" + id)));
        var remarks = new ArrayList<Remark>();
        for (var one : refused) {
            var subject = subject(connection, feed, one);
            subjects.add(subject);
            remarks.add(remark(
                    AmazonProblem.FEED_REFUSED,
                    subject,
                    feed,
                    "Amazon refuses " + subject + ": " + one.code() + " " + shortened(one.message()),
                    one.code()));
        }
        if (!done) {
            remarks.add(remark(
                    AmazonProblem.FEED_FAILED,
                    BusinessKey.of(feed.subject()),
                    feed,
                    "Amazon ended feed " + id + " (" + feed.feedType() + ") as " + status,
                    status));
        }
        answerRefund(feed, done && refused.isEmpty(), remarks);
        return remarks.isEmpty()
                ? new Outcome.Processed(subjects)
                : new Outcome.ProcessedWithRemarks(subjects, remarks);
    }

    /** Whoever waits for a refund hears of Amazon's answer to it, and to nothing before. */
    private void answerRefund(AmazonRows.Feed feed, boolean succeeded, List<Remark> remarks) {
        var refund = feed.messages().path(AmazonFeeds.REFUND).asString("");
        if (!refund.isBlank()) {
            returns.refundAnswered(new RefundAnswer(
                    UUID.fromString(refund),
                    succeeded,
                    feed.feedId(),
                    succeeded
                            ? "Amazon has done it"
                            : remarks.stream().map(Remark::detail).findFirst().orElse("Amazon has not done it"),
                    clock.instant()));
        }
    }

    private static BusinessKey subject(Connection connection, AmazonRows.Feed feed, FeedReport.Refusal refusal) {
        var told = feed.messages().path(Long.toString(refusal.messageId())).asString("");
        if (!told.isBlank()) {
            return BusinessKey.of(told);
        }
        var sku = refusal.sku();
        return BusinessKey.of(
                sku == null || sku.length() > 64 ? feed.subject() : "listing:" + connection.code() + ":" + sku);
    }

    private static Remark remark(
            ProblemType problem, BusinessKey subject, AmazonRows.Feed feed, String words, String code) {
        return new Remark(
                problem,
                subject,
                owner(feed.feedType()),
                words,
                Map.of("feedId", String.valueOf(feed.feedId()), "feedType", feed.feedType(), "code", shortened(code)));
    }

    private static String owner(String feedType) {
        return switch (feedType) {
            case AmazonFeeds.LISTINGS -> Roles.DATA_STEWARD;
            case AmazonFeeds.REFUNDS -> Roles.FINANCE_CLERK;
            default -> Roles.OPERATIONS;
        };
    }

    private static String shortened(String words) {
        var clean = words.replaceAll("\\p{Cntrl}", " ");
        return clean.length() <= WORDS_MAX ? clean : clean.substring(0, WORDS_MAX);
    }
}
