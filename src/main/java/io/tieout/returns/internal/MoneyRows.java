package io.tieout.returns.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.orders.OrderId;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.events.ReturnDecided.Charge;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The money of returns, and what is credited or kept back beside the goods. */
@Repository
class MoneyRows {

    private final JdbcClient jdbc;

    MoneyRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ReturnId of, ReturnMoney money) {
        jdbc.sql("""
                        insert into returns.money (id, return_id, part, kind, state, payer, method, amount, currency,
                            reference, reason, requested_at, due_at, answered_at, answer, linked_to)
                        values (:id, :of, :part, :kind, :state, :payer, :method, :amount, :currency, :reference, :reason,
                            :requestedAt, :dueAt, :answeredAt, :answer, :linkedTo)
                        """)
                .param("id", money.id())
                .param("of", of.value())
                .param("part", money.part())
                .param("kind", money.kind().name())
                .param("state", money.state().name())
                .param("payer", money.payer().name())
                .param("method", money.method())
                .param("amount", money.amount().amount())
                .param("currency", money.amount().currency().getCurrencyCode())
                .param("reference", money.reference())
                .param("reason", money.reason())
                .param("requestedAt", Timestamp.from(money.requestedAt()))
                .param("dueAt", timestamp(money.dueAt()))
                .param("answeredAt", timestamp(money.answeredAt()))
                .param("answer", money.answer())
                .param("linkedTo", money.linkedTo())
                .update();
    }

    /** @return false where it was answered already */
    boolean answer(ReturnMoney money) {
        return jdbc.sql("""
                                update returns.money
                                   set state = :state, answered_at = :at, answer = :answer, reference = :reference
                                 where id = :id and state = 'PENDING'
                                """)
                        .param("state", money.state().name())
                        .param("at", timestamp(money.answeredAt()))
                        .param("answer", money.answer())
                        .param("reference", money.reference())
                        .param("id", money.id())
                        .update()
                > 0;
    }

    /** Oldest first. */
    List<ReturnMoney> of(ReturnId id) {
        return jdbc.sql("select * from returns.money where return_id = :id order by requested_at, id")
                .param("id", id.value())
                .query((row, _) -> read(row))
                .list();
    }

    Optional<ReturnId> returnOf(UUID money) {
        return jdbc.sql("select return_id from returns.money where id = :id")
                .param("id", money)
                .query((row, _) -> new ReturnId(row.getObject("return_id", UUID.class)))
                .optional();
    }

    /** By the payer's own number of the refund. */
    Optional<UUID> byReference(String reference) {
        return jdbc.sql("select id from returns.money where reference = :reference and kind = 'REFUND' limit 1")
                .param("reference", reference)
                .query((row, _) -> row.getObject("id", UUID.class))
                .optional();
    }

    /** The returns whose credit pays for this order. */
    List<ReturnId> exchangesBy(ConnectionCode channel, String order) {
        return jdbc.sql("""
                        select m.return_id from returns.money m join returns.customer_return r on r.id = m.return_id
                         where m.kind = 'EXCHANGE' and m.reference = :order
                           and coalesce(r.order_connection, r.connection) = :channel
                        """)
                .param("order", order)
                .param("channel", channel.value())
                .query((row, _) -> new ReturnId(row.getObject("return_id", UUID.class)))
                .list();
    }

    void fail(UUID id, Instant at, String why) {
        jdbc.sql("update returns.money set state = 'FAILED', answered_at = :at, answer = :why where id = :id")
                .param("at", Timestamp.from(at))
                .param("why", why)
                .param("id", id)
                .update();
    }

    record Overdue(ReturnId of, ReturnMoney money) {}

    /** What is pending past its day and was not seen before; the caller marks it. */
    List<Overdue> overdue(Instant now, int limit) {
        return jdbc.sql("""
                        update returns.money set overdue_at = :now
                         where id in (select id from returns.money
                                       where state = 'PENDING' and due_at < :now and overdue_at is null
                                       order by due_at limit :limit for update skip locked)
                        returning *
                        """)
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, _) -> new Overdue(new ReturnId(row.getObject("return_id", UUID.class)), read(row)))
                .list();
    }

    void addCharges(ReturnId of, int part, List<Charge> charges) {
        for (var charge : charges) {
            jdbc.sql("""
                            insert into returns.charge (return_id, part, kind, net, taxes)
                            values (:of, :part, :kind, :net, cast(:taxes as jsonb))
                            """)
                    .param("of", of.value())
                    .param("part", part)
                    .param("kind", charge.kind().name())
                    .param("net", charge.net().amount())
                    .param("taxes", StoredTaxes.write(charge.taxes()))
                    .update();
        }
    }

    List<Charge> charges(CustomerReturn of, int part) {
        return jdbc.sql("select * from returns.charge where return_id = :of and part = :part order by kind")
                .param("of", of.id().value())
                .param("part", part)
                .query((row, _) -> new Charge(
                        Charge.Kind.valueOf(row.getString("kind")),
                        new Money(row.getBigDecimal("net"), of.currency()),
                        StoredTaxes.read(row.getString("taxes"), of.currency())))
                .list();
    }

    void removeCharges(ReturnId of, int part) {
        jdbc.sql("delete from returns.charge where return_id = :of and part = :part")
                .param("of", of.value())
                .param("part", part)
                .update();
    }

    /** What was or is being paid back of an order, by the method it was paid with. */
    Map<String, Money> paidBack(OrderId order) {
        var paid = new HashMap<String, Money>();
        jdbc.sql("""
                        select m.method, m.currency, sum(m.amount) as amount
                          from returns.money m join returns.customer_return r on r.id = m.return_id
                         where r.order_id = :order and m.method is not null and m.state <> 'FAILED' and m.kind = 'REFUND'
                           and r.state <> 'VOIDED'
                         group by m.method, m.currency
                        """).param("order", order.value()).query(row -> {
            paid.put(
                    row.getString("method"),
                    new Money(row.getBigDecimal("amount"), Currency.getInstance(row.getString("currency"))));
        });
        return paid;
    }

    /** Whether an earlier return of the order, or a part of this one, has given the outbound shipping back. */
    boolean shippingRefunded(CustomerReturn one) {
        return jdbc.sql("""
                        select exists (select 1 from returns.charge c join returns.customer_return r on r.id = c.return_id
                                        where c.kind = 'SHIPPING' and r.order_id = :order and r.state <> 'VOIDED')
                        """)
                .param("order", one.order() == null ? null : one.order().value())
                .query(Boolean.class)
                .single();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    private static ReturnMoney read(ResultSet row) throws SQLException {
        return new ReturnMoney(
                row.getObject("id", UUID.class),
                row.getInt("part"),
                ReturnMoney.Kind.valueOf(row.getString("kind")),
                ReturnMoney.State.valueOf(row.getString("state")),
                Payer.valueOf(row.getString("payer")),
                row.getString("method"),
                new Money(row.getBigDecimal("amount"), Currency.getInstance(row.getString("currency"))),
                row.getString("reference"),
                row.getString("reason"),
                row.getTimestamp("requested_at").toInstant(),
                CustomerReturns.instant(row, "due_at"),
                CustomerReturns.instant(row, "answered_at"),
                row.getString("answer"),
                row.getObject("linked_to", UUID.class));
    }
}
