package io.tieout.delivery.internal;

import io.tieout.inventory.events.StockChanged;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Writes what is to leave. */
@Repository
class OutboundRows {

    /**
     * One statement for all messages of a transaction. The upsert on key_sequence takes each key's row lock, always in the
     * same order, and holds it until commit. A message is ready at once if all before it are done.
     */
    private static final String INSERT = """
            with given as (
                select * from unnest(cast(:id as uuid[]), :destination, :key, :type, :entity, :head, :correlation,
                    cast(:cause as uuid[]), cast(:reservation as uuid[]), cast(:document as uuid[]),
                    cast(:createdAt as timestamptz[]))
                with ordinality as g (id, destination, key, type, entity, head, correlation, cause, reservation,
                    document, created_at, position)
            ), taken as (
                insert into delivery.key_sequence as k (destination, key, last_sequence)
                select destination, key, count(*) from given group by destination, key order by destination, key
                on conflict (destination, key) do update set last_sequence = k.last_sequence + excluded.last_sequence
                returning destination, key, last_sequence, done_sequence
            ), numbered as (
                select g.*, t.done_sequence,
                    t.last_sequence - count(*) over (partition by destination, key)
                        + row_number() over (partition by destination, key order by g.position) as sequence
                from given g join taken t using (destination, key)
            )
            insert into delivery.outbound_message (id, destination, key, sequence, type, entity, state, ready,
                next_attempt_at, body, correlation, cause, reservation, document, created_at)
            select id, destination, key, sequence, type, entity, 'PENDING', sequence = done_sequence + 1,
                created_at, head || ',"sequence":' || sequence || '}', correlation, cause, reservation, document,
                created_at
            from numbered
            """;

    private final JdbcClient jdbc;

    OutboundRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(List<NewMessage> messages) {
        jdbc.sql(INSERT)
                .param("id", Columns.texts(messages, NewMessage::id))
                .param("destination", Columns.texts(messages, NewMessage::destination))
                .param("key", Columns.texts(messages, NewMessage::key))
                .param("type", Columns.texts(messages, NewMessage::type))
                .param("entity", Columns.texts(messages, NewMessage::entity))
                .param("head", Columns.texts(messages, NewMessage::head))
                .param("correlation", Columns.texts(messages, NewMessage::correlation))
                .param("cause", Columns.texts(messages, NewMessage::cause))
                .param("reservation", Columns.texts(messages, NewMessage::reservation))
                .param("document", Columns.texts(messages, NewMessage::document))
                .param("createdAt", Columns.texts(messages, NewMessage::createdAt))
                .update();
    }

    void insertStockChanges(List<StockChanged> changes) {
        jdbc.sql("""
                        insert into delivery.stock_change (sku, location, available, at)
                        select sku, location, available, at
                        from unnest(:sku, :location, cast(:available as numeric[]), cast(:at as timestamptz[]))
                            with ordinality as c (sku, location, available, at, position)
                        order by position
                        """)
                .param("sku", Columns.texts(changes, StockChanged::sku))
                .param("location", Columns.texts(changes, StockChanged::location))
                .param("available", Columns.texts(changes, StockChanged::availableToPromise))
                .param("at", Columns.texts(changes, StockChanged::at))
                .update();
    }
}
