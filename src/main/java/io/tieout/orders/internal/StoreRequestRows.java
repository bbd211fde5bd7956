package io.tieout.orders.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.orders.OrderId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What stores' own systems were asked, and what they said. */
@Repository
class StoreRequestRows {

    private final JdbcClient jdbc;

    StoreRequestRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Where a request stands. */
    enum State {
        ASKED,
        CONFIRMED,
        REFUSED,
        TIMED_OUT,
        WITHDRAWN
    }

    record StoreRequest(UUID id, OrderId order, LocationCode location, State state, Instant answerBy) {}

    void insert(UUID id, OrderId order, LocationCode location, Instant now, Instant answerBy) {
        jdbc.sql("""
                        insert into orders.store_request (id, order_id, location, state, requested_at, answer_by)
                        values (:id, :order, :location, 'ASKED', :now, :answerBy)
                        """)
                .param("id", id)
                .param("order", order.value())
                .param("location", location.value())
                .param("now", Timestamp.from(now))
                .param("answerBy", Timestamp.from(answerBy))
                .update();
    }

    Optional<StoreRequest> find(UUID id) {
        return jdbc.sql("select id, order_id, location, state, answer_by from orders.store_request where id = :id")
                .param("id", id)
                .query((row, _) -> new StoreRequest(
                        row.getObject("id", UUID.class),
                        new OrderId(row.getObject("order_id", UUID.class)),
                        LocationCode.of(row.getString("location")),
                        State.valueOf(row.getString("state")),
                        row.getTimestamp("answer_by").toInstant()))
                .optional();
    }

    void end(UUID id, State state, @Nullable String detail, Instant now, @Nullable MessageId message) {
        jdbc.sql("""
                        update orders.store_request
                           set state = :state, detail = :detail, answered_at = :now, message_id = :message
                         where id = :id
                        """)
                .param("id", id)
                .param("state", state.name())
                .param("detail", detail)
                .param("now", Timestamp.from(now))
                .param("message", SalesOrders.id(message))
                .update();
    }

    /** How many stores refused an order or did not answer. */
    int failures(OrderId order) {
        return jdbc.sql("""
                        select count(*) from orders.store_request
                         where order_id = :order and state in ('REFUSED', 'TIMED_OUT')
                        """).param("order", order.value()).query(Integer.class).single();
    }

    /** What a person lets be asked once more. */
    void forgive(OrderId order, Instant now) {
        jdbc.sql("""
                        update orders.store_request set state = 'WITHDRAWN', answered_at = coalesce(answered_at, :now)
                         where order_id = :order and state in ('REFUSED', 'TIMED_OUT')
                        """)
                .param("order", order.value())
                .param("now", Timestamp.from(now))
                .update();
    }

    List<UUID> overdue(Instant now, int max) {
        return jdbc.sql("""
                        select id from orders.store_request where state = 'ASKED' and answer_by <= :now
                         order by answer_by limit :max
                        """)
                .param("now", Timestamp.from(now))
                .param("max", max)
                .query((row, _) -> row.getObject("id", UUID.class))
                .list();
    }
}
