package io.tieout.inventory.internal;

import io.tieout.inventory.Freshness;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When locations were heard of, what grade that gives, and by which rules. */
@Repository
public class FreshnessRows {

    private final JdbcClient jdbc;

    FreshnessRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Freshness> list() {
        return jdbc.sql("select * from inventory.location_freshness order by location")
                .query((row, _) -> new Freshness(
                        LocationCode.of(row.getString("location")),
                        row.getTimestamp("heard_at").toInstant(),
                        Freshness.Grade.valueOf(row.getString("grade")),
                        row.getTimestamp("since").toInstant()))
                .list();
    }

    void heard(Map<LocationCode, Instant> heard) {
        var locations = List.copyOf(heard.entrySet());
        jdbc.sql("""
                        insert into inventory.location_freshness as f (location, heard_at, since)
                        select g.location, g.heard_at, g.heard_at
                          from unnest(cast(:locations as text[]), cast(cast(:times as text[]) as timestamptz[]))
                               as g (location, heard_at)
                         order by g.location
                        on conflict (location) do update set heard_at = greatest(f.heard_at, excluded.heard_at)""")
                .param(
                        "locations",
                        ReservationRows.array(locations, one -> one.getKey().value()))
                .param(
                        "times",
                        ReservationRows.array(locations, one -> one.getValue().toString()))
                .update();
    }

    /** @return false where another node was first */
    boolean grade(Freshness before, Freshness.Grade grade, Instant now) {
        return jdbc.sql("""
                        update inventory.location_freshness set grade = :grade, since = :now
                         where location = :location and grade = :before""")
                        .param("grade", grade.name())
                        .param("now", Timestamp.from(now))
                        .param("location", before.location().value())
                        .param("before", before.grade().name())
                        .update()
                == 1;
    }

    public List<FreshnessRule> rules() {
        return jdbc.sql("select * from inventory.freshness_rule order by scope")
                .query((row, _) -> new FreshnessRule(
                        row.getString("scope"),
                        duration(row, "raised_buffer_after_seconds"),
                        duration(row, "collect_only_after_seconds"),
                        duration(row, "off_sale_after_seconds"),
                        new Quantity(row.getBigDecimal("buffer")),
                        row.getObject("quiet_from", LocalTime.class),
                        row.getObject("quiet_to", LocalTime.class)))
                .list();
    }

    public void save(FreshnessRule rule) {
        jdbc.sql("""
                        insert into inventory.freshness_rule (scope, raised_buffer_after_seconds,
                            collect_only_after_seconds, off_sale_after_seconds, buffer, quiet_from, quiet_to)
                        values (:scope, cast(:raised as bigint), cast(:collect as bigint), cast(:off as bigint), :buffer,
                                cast(:from as time), cast(:to as time))
                        on conflict (scope) do update
                           set raised_buffer_after_seconds = excluded.raised_buffer_after_seconds,
                               collect_only_after_seconds = excluded.collect_only_after_seconds,
                               off_sale_after_seconds = excluded.off_sale_after_seconds, buffer = excluded.buffer,
                               quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to""")
                .param("scope", rule.scope())
                .param("raised", seconds(rule.raisedBufferAfter()))
                .param("collect", seconds(rule.collectOnlyAfter()))
                .param("off", seconds(rule.offSaleAfter()))
                .param("buffer", rule.buffer().value())
                .param("from", time(rule.quietFrom()))
                .param("to", time(rule.quietTo()))
                .update();
    }

    public void removeRule(String scope) {
        jdbc.sql("delete from inventory.freshness_rule where scope = :scope")
                .param("scope", scope)
                .update();
    }

    private static @Nullable Duration duration(ResultSet row, String column) throws SQLException {
        var seconds = row.getLong(column);
        return row.wasNull() ? null : Duration.ofSeconds(seconds);
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }

    private static @Nullable Time time(@Nullable LocalTime time) {
        return time == null ? null : Time.valueOf(time);
    }
}
