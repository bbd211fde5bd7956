package io.tieout.inbox.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Removes the bytes of messages that were done with long ago, where the operator said after how long; what they were is still told by
 * identity, hash and size. What failed or waits keeps its bytes.
 */
@Repository
public class BodyRetention {

    private static final int BATCH = 500;

    private final JdbcClient jdbc;
    private final @Nullable Duration keptFor;
    private final Clock clock;

    /** How far this round has come, by the index; a round begins anew when one has ended. */
    private Place place = Place.START;

    BodyRetention(JdbcClient jdbc, @Value("${tieout.inbox.body-retention:}") @Nullable Duration keptFor, Clock clock) {
        this.jdbc = jdbc;
        this.keptFor = keptFor;
        this.clock = clock;
    }

    private record Place(OffsetDateTime receivedAt, UUID id) {

        static final Place START = new Place(Instant.EPOCH.atOffset(ZoneOffset.UTC), new UUID(0, 0));
    }

    /** Looks at some, for one worker. @return whether there may be more at once */
    @Transactional
    public boolean removeSome() {
        return keptFor != null && removeSome(clock.instant().minus(keptFor));
    }

    /** @param before received before this, and done with */
    @Transactional
    public boolean removeSome(Instant before) {
        var seen = jdbc.sql("""
                        select received_at, id from inbox.message
                        where received_at < :before and (received_at, id) > (:receivedAt, :id)
                        order by received_at, id limit :batch
                        """)
                .param("before", Messages.utc(before))
                .param("receivedAt", place.receivedAt())
                .param("id", place.id())
                .param("batch", BATCH)
                .query((row, _) ->
                        new Place(row.getObject("received_at", OffsetDateTime.class), row.getObject("id", UUID.class)))
                .list();
        if (!seen.isEmpty()) {
            remove(seen.stream().map(Place::id).toArray(UUID[]::new));
        }
        var more = seen.size() == BATCH;
        place = more ? seen.getLast() : Place.START;
        return more;
    }

    /** A message that somebody just takes up again is left for the next round. */
    private void remove(UUID[] ids) {
        var removed = jdbc.sql("""
                        update inbox.message set body = null, body_removed_at = :now
                        where id in (select id from inbox.message where id = any (:ids) and body_removed_at is null
                            and state in ('PROCESSED', 'IGNORED') for update skip locked)
                        returning id
                        """)
                .param("now", Messages.utc(clock.instant()))
                .param("ids", ids)
                .query(UUID.class)
                .list();
        if (!removed.isEmpty()) {
            jdbc.sql("delete from inbox.body_chunk where message_id = any (:ids)")
                    .param("ids", removed.toArray(UUID[]::new))
                    .update();
        }
    }
}
