package io.tieout.returns.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.Disposition;
import io.tieout.returns.ReceiptState;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnState;
import io.tieout.returns.internal.CustomerReturn.Decision;
import io.tieout.returns.internal.CustomerReturn.OrderReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Returns with their lines and tenders. What is left to return of an order's lines is in {@link LineBalances}. */
@Repository
class CustomerReturns {

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;

    CustomerReturns(JdbcClient jdbc, JdbcTemplate batches) {
        this.jdbc = jdbc;
        this.batches = batches;
    }

    /** Lets one transaction at a time deal with this business object. */
    void lock(String key) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", key)
                .query((_, _) -> true)
                .single();
    }

    Optional<CustomerReturn> find(ConnectionCode connection, String externalId) {
        return jdbc.sql("""
                        select id from returns.customer_return
                         where external_id = :externalId and connection = :connection
                        """)
                .param("externalId", externalId)
                .param("connection", connection.value())
                .query((row, _) -> new ReturnId(row.getObject("id", UUID.class)))
                .optional()
                .flatMap(this::find);
    }

    Optional<CustomerReturn> find(ReturnId id) {
        return jdbc.sql("select * from returns.customer_return where id = :id")
                .param("id", id.value())
                .query((row, _) -> header(row))
                .optional()
                .map(one -> one.with(lines(List.of(one)).getOrDefault(id, List.of()))
                        .refundedBy(tenders(id, one.currency())));
    }

    void insert(CustomerReturn one, Instant now) {
        var reference = one.reference();
        var order = one.order();
        var decision = one.decision();
        jdbc.sql("""
                        insert into returns.customer_return (id, connection, external_id, entity, order_connection,
                            order_external_id, order_id, state, location, occurred_at, business_date, registered_at,
                            received, currency, refund, payer, decision_reason, decided_at, decided_by, message_id, due_at)
                        values (:id, :connection, :externalId, :entity, :orderConnection, :orderExternalId, :order,
                            :state, :location, :occurredAt, :businessDate, :now, :received, :currency, :refund, :payer,
                            :reason, :decidedAt, :decidedBy, :message, :dueAt)
                        """)
                .param("id", one.id().value())
                .param("connection", one.connection().value())
                .param("externalId", one.externalId())
                .param("entity", one.entity().value())
                .param(
                        "orderConnection",
                        reference == null ? null : reference.connection().value())
                .param("orderExternalId", reference == null ? null : reference.externalId())
                .param("order", order == null ? null : order.value())
                .param("state", one.state().name())
                .param("location", one.location().value())
                .param("occurredAt", Timestamp.from(one.occurredAt()))
                .param("businessDate", one.businessDate())
                .param("now", Timestamp.from(now))
                .param("received", one.received())
                .param("currency", one.currency().getCurrencyCode())
                .param("refund", one.refund().amount())
                .param("payer", payer(decision))
                .param("reason", decision == null ? null : decision.reason())
                .param("decidedAt", decision == null ? null : Timestamp.from(decision.at()))
                .param("decidedBy", decision == null ? null : decision.by())
                .param("message", one.message() == null ? null : one.message().value())
                .param("dueAt", one.dueAt() == null ? null : Timestamp.from(one.dueAt()))
                .update();
        saveLines(one);
        var tender = new int[1];
        batches.batchUpdate(
                "insert into returns.return_tender (return_id, tender_no, method, amount, reference) values (?, ?, ?, ?, ?)",
                one.refundedByTill().stream()
                        .map(each -> new @Nullable Object[] {
                            one.id().value(),
                            ++tender[0],
                            each.method(),
                            each.amount().amount(),
                            each.reference()
                        })
                        .toList());
    }

    void update(CustomerReturn one) {
        var decision = one.decision();
        jdbc.sql("""
                        update returns.customer_return
                           set state = :state, received = :received, refund = :refund, payer = :payer,
                               decision_reason = :reason, decided_at = :decidedAt, decided_by = :decidedBy,
                               due_at = :dueAt
                         where id = :id
                        """)
                .param("id", one.id().value())
                .param("state", one.state().name())
                .param("received", one.received())
                .param("refund", one.refund().amount())
                .param("payer", payer(decision))
                .param("reason", decision == null ? null : decision.reason())
                .param("decidedAt", decision == null ? null : Timestamp.from(decision.at()))
                .param("decidedBy", decision == null ? null : decision.by())
                .param("dueAt", one.dueAt() == null ? null : Timestamp.from(one.dueAt()))
                .update();
        saveLines(one);
    }

    /** Lines are only ever added to, where one is split. */
    private void saveLines(CustomerReturn one) {
        var line = new int[1];
        batches.batchUpdate(
                """
                insert into returns.return_line (return_id, line_no, line_reference, sku, quantity, disposition, reason,
                    net, taxes, stock, receipt, claimed, part, place, serial, actual_sku)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?)
                on conflict (return_id, line_no) do update
                   set quantity = excluded.quantity, disposition = excluded.disposition, net = excluded.net,
                       taxes = excluded.taxes, stock = excluded.stock, receipt = excluded.receipt,
                       claimed = excluded.claimed, part = excluded.part, place = excluded.place,
                       serial = excluded.serial, actual_sku = excluded.actual_sku
                """,
                one.lines().stream()
                        .map(each -> new @Nullable Object[] {
                            one.id().value(),
                            ++line[0],
                            each.lineReference(),
                            each.sku().value(),
                            each.quantity().value(),
                            name(each.disposition()),
                            each.reason(),
                            each.net().amount(),
                            StoredTaxes.write(each.taxes()),
                            each.stock().name(),
                            each.receipt().name(),
                            each.claimed(),
                            each.part(),
                            each.found().place() == null
                                    ? null
                                    : each.found().place().value(),
                            each.found().serial(),
                            each.found().actual() == null
                                    ? null
                                    : each.found().actual().value()
                        })
                        .toList());
    }

    /** The return without its lines and tenders. */
    static CustomerReturn header(ResultSet row) throws SQLException {
        var id = new ReturnId(row.getObject("id", UUID.class));
        var currency = Currency.getInstance(row.getString("currency"));
        var orderConnection = row.getString("order_connection");
        var order = row.getObject("order_id", UUID.class);
        var message = row.getObject("message_id", UUID.class);
        var decidedAt = row.getTimestamp("decided_at");
        var payer = row.getString("payer");
        return new CustomerReturn(
                id,
                ConnectionCode.of(row.getString("connection")),
                row.getString("external_id"),
                EntityCode.of(row.getString("entity")),
                orderConnection == null
                        ? null
                        : new OrderReference(ConnectionCode.of(orderConnection), row.getString("order_external_id")),
                order == null ? null : new OrderId(order),
                ReturnState.valueOf(row.getString("state")),
                LocationCode.of(row.getString("location")),
                row.getTimestamp("occurred_at").toInstant(),
                row.getObject("business_date", LocalDate.class),
                row.getBoolean("received"),
                currency,
                decidedAt == null
                        ? null
                        : new Decision(
                                decidedAt.toInstant(),
                                row.getString("decided_by"),
                                row.getString("decision_reason"),
                                payer == null ? null : Payer.valueOf(payer)),
                List.of(),
                List.of(),
                message == null ? null : new MessageId(message),
                instant(row, "due_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    Map<ReturnId, List<ReturnLine>> lines(List<CustomerReturn> of) {
        var currencies = of.stream().collect(Collectors.toMap(CustomerReturn::id, CustomerReturn::currency));
        var lines = new HashMap<ReturnId, List<ReturnLine>>();
        if (of.isEmpty()) {
            return lines;
        }
        jdbc.sql("select * from returns.return_line where return_id in (:ids) order by return_id, line_no")
                .param("ids", of.stream().map(one -> one.id().value()).toList())
                .query(row -> {
                    var id = new ReturnId(row.getObject("return_id", UUID.class));
                    lines.computeIfAbsent(id, _ -> new ArrayList<>())
                            .add(line(row, Objects.requireNonNull(currencies.get(id))));
                });
        return lines;
    }

    private static ReturnLine line(ResultSet row, Currency currency) throws SQLException {
        var disposition = row.getString("disposition");
        return new ReturnLine(
                row.getString("line_reference"),
                Sku.of(row.getString("sku")),
                new Quantity(row.getBigDecimal("quantity")),
                disposition == null ? null : Disposition.valueOf(disposition),
                row.getString("reason"),
                new Money(row.getBigDecimal("net"), currency),
                StoredTaxes.read(row.getString("taxes"), currency),
                ReturnLine.Stock.valueOf(row.getString("stock")),
                ReceiptState.valueOf(row.getString("receipt")),
                row.getBoolean("claimed"),
                row.getInt("part"),
                found(row));
    }

    private static ReturnLine.Found found(ResultSet row) throws SQLException {
        var place = row.getString("place");
        var actual = row.getString("actual_sku");
        return new ReturnLine.Found(
                place == null ? null : LocationCode.of(place),
                row.getString("serial"),
                actual == null ? null : Sku.of(actual));
    }

    private List<PlaceOrder.Tender> tenders(ReturnId id, Currency currency) {
        return jdbc.sql("select * from returns.return_tender where return_id = :id order by tender_no")
                .param("id", id.value())
                .query((row, _) -> new PlaceOrder.Tender(
                        row.getString("method"),
                        new Money(row.getBigDecimal("amount"), currency),
                        row.getString("reference")))
                .list();
    }

    private static @Nullable String payer(@Nullable Decision decision) {
        return decision == null || decision.payer() == null
                ? null
                : decision.payer().name();
    }

    private static @Nullable String name(@Nullable Disposition disposition) {
        return disposition == null ? null : disposition.name();
    }
}
