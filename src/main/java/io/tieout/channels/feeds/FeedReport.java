package io.tieout.channels.feeds;

import io.tieout.channels.FeedItem;
import io.tieout.channels.FeedKind;
import io.tieout.channels.FeedState;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What can be read of feeds. */
@Repository
public class FeedReport {

    private final JdbcClient jdbc;
    private final Clock clock;

    FeedReport(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** By connection and kind. @param connection null for all */
    public List<FeedState> states(@Nullable ConnectionCode connection) {
        var now = clock.instant();
        return jdbc.sql("""
                        with figures as (
                          select connection, kind, count(*) as items, count(changed_at) as waiting,
                                 count(*) filter (where changed_at is not null or told is distinct from acked) as differing,
                                 min(changed_at) as oldest, max(acked_at) as acked_at
                            from channels.feed_item
                           where cast(:connection as text) is null or connection = :connection
                           group by connection, kind),
                        batches as (
                          select connection, kind, coalesce(sum(items) filter (where state = 'WAITING'), 0) as under_way,
                                 min(oldest_at) filter (where state = 'WAITING') as oldest,
                                 max(ended_at - oldest_at) filter (where state = 'ACCEPTED') as lag,
                                 (array_agg(reason order by revision desc) filter (where state <> 'WAITING'))[1] as refusal
                            from (select *, row_number() over (partition by connection, kind order by revision desc) as age
                                    from channels.feed_batch) b
                           where age <= 20 group by connection, kind)
                        select f.*, coalesce(b.under_way, 0) as under_way, b.refusal,
                               least(f.oldest, b.oldest) as stale_since,
                               coalesce(extract(epoch from b.lag) * 1000, 0) as lag_ms,
                               coalesce(feed.revision, 0) as revision
                          from figures f left join batches b using (connection, kind)
                          left join channels.feed feed using (connection, kind)
                         order by connection, kind""")
                .param("connection", connection == null ? null : connection.value())
                .query((row, _) -> {
                    var since = FeedRows.instantOrNull(row, "stale_since");
                    return new FeedState(
                            ConnectionCode.of(row.getString("connection")),
                            FeedKind.valueOf(row.getString("kind")),
                            row.getLong("revision"),
                            row.getLong("items"),
                            row.getLong("waiting"),
                            row.getLong("under_way"),
                            row.getLong("differing"),
                            since,
                            since == null
                                    ? 0
                                    : Math.max(0, Duration.between(since, now).toMillis()),
                            row.getLong("lag_ms"),
                            FeedRows.instantOrNull(row, "acked_at"),
                            row.getString("refusal"));
                })
                .list();
    }

    /** By SKU and place. */
    public List<FeedItem> items(
            ConnectionCode connection,
            FeedKind kind,
            @Nullable String sku,
            boolean onlyDiffering,
            int rowsMax,
            @Nullable String afterSku,
            String afterPlace) {
        return jdbc.sql("""
                        select * from channels.feed_item
                         where connection = :connection and kind = :kind
                           and (cast(:sku as text) is null or sku = :sku)
                           and (not :differing or changed_at is not null or told is distinct from acked)
                           and (cast(:afterSku as text) is null or (sku, place) > (:afterSku, :afterPlace))
                         order by sku, place limit :rowsMax""")
                .param("connection", connection.value())
                .param("kind", kind.name())
                .param("sku", sku)
                .param("differing", onlyDiffering)
                .param("afterSku", afterSku)
                .param("afterPlace", afterPlace)
                .param("rowsMax", rowsMax)
                .query((row, _) -> FeedRows.item(row))
                .list();
    }

    /** What all channels were told of a product and have acknowledged. */
    public List<FeedItem> of(Sku sku) {
        return jdbc.sql("select * from channels.feed_item where sku = :sku order by connection, kind, place")
                .param("sku", sku.value())
                .query((row, _) -> FeedRows.item(row))
                .list();
    }
}
