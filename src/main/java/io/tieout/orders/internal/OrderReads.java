package io.tieout.orders.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.AllocationDetails;
import io.tieout.orders.OrderCount;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderState;
import io.tieout.orders.OrderSummary;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.SourcingDecision;
import io.tieout.orders.internal.sourcing.SourcingRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Orders as they are read. Lists page by (ordered_at, id), each filter with an index that ends in these. */
@Repository
public class OrderReads {

    private final JdbcClient jdbc;
    private final AllocationRows allocations;

    OrderReads(JdbcClient jdbc, AllocationRows allocations) {
        this.jdbc = jdbc;
        this.allocations = allocations;
    }

    public Optional<OrderId> id(ConnectionCode connection, String externalId) {
        return jdbc.sql("""
                        select id from orders.sales_order
                         where external_id = :externalId and connection = :connection
                        """)
                .param("externalId", externalId)
                .param("connection", connection.value())
                .query((row, _) -> new OrderId(row.getObject("id", UUID.class)))
                .optional();
    }

    public List<OrderId> withNumber(String externalId) {
        return jdbc.sql(
                        "select id from orders.sales_order where external_id = :externalId order by connection limit 10")
                .param("externalId", externalId)
                .query((row, _) -> new OrderId(row.getObject("id", UUID.class)))
                .list();
    }

    Optional<SalesOrder> order(OrderId id) {
        return jdbc.sql("select * from orders.sales_order where id = :id")
                .param("id", id.value())
                .query((row, _) -> header(row))
                .optional()
                .map(header -> {
                    var currency = header.total().currency();
                    return withLines(header, lines(id, currency), shipping(id, currency), allocations.of(id));
                });
    }

    public Optional<OrderDetails> details(OrderId id) {
        return order(id).map(order -> {
            var hold = order.hold();
            return new OrderDetails(
                    summary(order),
                    order.key(),
                    order.reservation(),
                    hold == null ? null : hold.reason(),
                    order.receivedAt(),
                    order.releasedAt(),
                    order.message(),
                    lines(order),
                    order.shipping().stream()
                            .map(charge -> new OrderDetails.Charge(
                                    charge.reference(), charge.title(), charge.net(), charge.taxes()))
                            .toList(),
                    tenders(id, order.total().currency()),
                    order.openAllocations().stream().map(OrderReads::allocation).toList(),
                    order.decisions());
        });
    }

    public Page<OrderSummary> list(OrderFilter filter, int limit, @Nullable String after) {
        var sql = new StringBuilder("""
                select id, connection, external_id, entity, state, ordered_at, currency, total, line_count, location,
                       hold_code
                  from orders.sales_order where true
                """);
        sql.append(conditions(filter));
        sql.append(after == null ? "" : " and (ordered_at, id) < (:afterAt, :afterId)");
        sql.append(" order by ordered_at desc, id desc limit :limit");
        var cursor = after == null ? null : OrderCursor.parse(after);
        var query = parameters(jdbc.sql(sql.toString()).param("limit", limit + 1), filter);
        if (cursor != null) {
            query = query.param("afterAt", Timestamp.from(cursor.at())).param("afterId", cursor.id());
        }
        var rows = query.query((row, _) -> summary(row)).list();
        return Page.of(
                rows,
                limit,
                order -> new OrderCursor(order.orderedAt(), order.id().value()).toString());
    }

    /** How many orders the list would show, by channel and state. */
    public List<OrderCount> counts(OrderFilter filter) {
        return parameters(
                        jdbc.sql("select connection, state, count(*) as orders from orders.sales_order where true"
                                + conditions(filter) + " group by connection, state order by connection, state"),
                        filter)
                .query((row, _) -> new OrderCount(
                        row.getString("connection"), OrderState.valueOf(row.getString("state")), row.getLong("orders")))
                .list();
    }

    private static String conditions(OrderFilter filter) {
        return (filter.connection() == null ? "" : " and connection = :connection")
                + (filter.state() == null ? "" : " and state = :state")
                + (filter.backordered() ? " and backordered" : "")
                + (filter.externalId() == null ? "" : " and external_id = :externalId")
                + (filter.from() == null ? "" : " and ordered_at >= :from")
                + (filter.to() == null ? "" : " and ordered_at < :to");
    }

    private static JdbcClient.StatementSpec parameters(JdbcClient.StatementSpec query, OrderFilter filter) {
        var filtered = query;
        if (filter.connection() != null) {
            filtered = filtered.param("connection", filter.connection());
        }
        if (filter.state() != null) {
            filtered = filtered.param("state", filter.state().name());
        }
        if (filter.externalId() != null) {
            filtered = filtered.param("externalId", filter.externalId());
        }
        if (filter.from() != null) {
            filtered = filtered.param("from", Timestamp.from(filter.from()));
        }
        if (filter.to() != null) {
            filtered = filtered.param("to", Timestamp.from(filter.to()));
        }
        return filtered;
    }

    private static OrderSummary summary(ResultSet row) throws SQLException {
        return new OrderSummary(
                new OrderId(row.getObject("id", UUID.class)),
                ConnectionCode.of(row.getString("connection")),
                row.getString("external_id"),
                EntityCode.of(row.getString("entity")),
                OrderState.valueOf(row.getString("state")),
                row.getTimestamp("ordered_at").toInstant(),
                total(row),
                row.getInt("line_count"),
                row.getString("location"),
                row.getString("hold_code"));
    }

    private static OrderSummary summary(SalesOrder order) {
        var hold = order.hold();
        var location = order.location();
        return new OrderSummary(
                order.id(),
                order.connection(),
                order.externalId(),
                order.entity(),
                order.state(),
                order.orderedAt(),
                order.total(),
                order.lines().size(),
                location == null ? null : location.value(),
                hold == null ? null : hold.code());
    }

    private static AllocationDetails allocation(Allocation allocation) {
        return new AllocationDetails(
                allocation.reference(),
                allocation.location(),
                allocation.reservation(),
                allocation.open(),
                allocation.picked(),
                allocation.shipped(),
                allocation.confirmed() ? null : allocation.request());
    }

    private static List<OrderDetails.Line> lines(SalesOrder order) {
        var waiting = order.backordered() ? order.waiting() : Map.<String, Quantity>of();
        return order.lines().stream()
                .map(line -> line(line, waiting.getOrDefault(line.reference(), Quantity.ZERO)))
                .toList();
    }

    private static OrderDetails.Line line(OrderLine line, Quantity waiting) {
        var ordered = line.ordered();
        var location = line.location();
        return new OrderDetails.Line(
                line.reference(),
                line.sku(),
                ordered.title(),
                ordered.quantity(),
                line.shipped(),
                line.cancelled(),
                line.returned(),
                ordered.net(),
                ordered.discount(),
                ordered.taxes(),
                location == null ? null : location.value(),
                waiting);
    }

    /** The order but for its children. */
    private record Header(
            OrderId id,
            ConnectionCode connection,
            String externalId,
            @Nullable String version,
            EntityCode entity,
            OrderState state,
            Instant orderedAt,
            Instant receivedAt,
            @Nullable Instant releasedAt,
            Money total,
            boolean paid,
            @Nullable UUID reservation,
            @Nullable LocationCode requestedLocation,
            SalesOrder.@Nullable Hold hold,
            @Nullable String sourcing,
            SalesOrder.@Nullable Till till,
            @Nullable MessageId message,
            boolean pending,
            List<SourcingDecision> decisions) {}

    private static SalesOrder withLines(
            Header header, List<OrderLine> lines, List<PlaceOrder.Shipping> shipping, List<Allocation> allocations) {
        return new SalesOrder(
                header.id,
                header.connection,
                header.externalId,
                header.version,
                header.entity,
                header.state,
                header.orderedAt,
                header.receivedAt,
                header.releasedAt,
                header.total,
                header.paid,
                header.reservation,
                header.requestedLocation,
                header.hold,
                header.sourcing,
                header.till,
                header.message,
                lines,
                shipping,
                allocations,
                header.pending,
                header.decisions);
    }

    private static Header header(ResultSet row) throws SQLException {
        var total = total(row);
        var holdCode = row.getString("hold_code");
        var workstation = row.getString("workstation");
        var message = row.getObject("message_id", UUID.class);
        var releasedAt = row.getTimestamp("released_at");
        var requested = row.getString("requested_location");
        return new Header(
                new OrderId(row.getObject("id", UUID.class)),
                ConnectionCode.of(row.getString("connection")),
                row.getString("external_id"),
                row.getString("version"),
                EntityCode.of(row.getString("entity")),
                OrderState.valueOf(row.getString("state")),
                row.getTimestamp("ordered_at").toInstant(),
                row.getTimestamp("received_at").toInstant(),
                releasedAt == null ? null : releasedAt.toInstant(),
                total,
                row.getBoolean("paid"),
                row.getObject("reservation_id", UUID.class),
                requested == null ? null : LocationCode.of(requested),
                holdCode == null ? null : new SalesOrder.Hold(holdCode, row.getString("hold_reason")),
                row.getString("sourcing"),
                workstation == null
                        ? null
                        : new SalesOrder.Till(
                                workstation,
                                row.getLong("sequence_number"),
                                row.getObject("business_date", LocalDate.class),
                                new Money(row.getBigDecimal("rounding"), total.currency())),
                message == null ? null : new MessageId(message),
                row.getBoolean("pending"),
                StoredDecisions.read(row.getString("decisions")));
    }

    private static Money total(ResultSet row) throws SQLException {
        return new Money(row.getBigDecimal("total"), Currency.getInstance(row.getString("currency")));
    }

    private List<OrderLine> lines(OrderId id, Currency currency) {
        return jdbc.sql("select * from orders.order_line where order_id = :id order by line_no")
                .param("id", id.value())
                .query((row, _) -> {
                    var location = row.getString("location");
                    return new OrderLine(
                            new PlaceOrder.Line(
                                    row.getString("reference"),
                                    Sku.of(row.getString("sku")),
                                    row.getString("partner_sku"),
                                    row.getString("title"),
                                    new Quantity(row.getBigDecimal("quantity")),
                                    new Money(row.getBigDecimal("net"), currency),
                                    new Money(row.getBigDecimal("discount"), currency),
                                    StoredTaxes.read(row.getString("taxes"), currency)),
                            new Quantity(row.getBigDecimal("shipped")),
                            new Quantity(row.getBigDecimal("cancelled")),
                            new Quantity(row.getBigDecimal("returned")),
                            location == null ? null : LocationCode.of(location));
                })
                .list();
    }

    private List<PlaceOrder.Shipping> shipping(OrderId id, Currency currency) {
        return jdbc.sql("select * from orders.shipping_charge where order_id = :id order by charge_no")
                .param("id", id.value())
                .query((row, _) -> new PlaceOrder.Shipping(
                        row.getString("reference"),
                        row.getString("title"),
                        new Money(row.getBigDecimal("net"), currency),
                        StoredTaxes.read(row.getString("taxes"), currency)))
                .list();
    }

    /** Where an order goes, so far as sourcing needs it. */
    Optional<SourcingRequest.Destination> destination(OrderId id) {
        return jdbc.sql("select country, region from orders.ship_to where order_id = :id")
                .param("id", id.value())
                .query((row, _) -> new SourcingRequest.Destination(row.getString("country"), row.getString("region")))
                .optional();
    }

    List<PlaceOrder.Tender> tenders(OrderId id, Currency currency) {
        return jdbc.sql("select * from orders.tender where order_id = :id order by tender_no")
                .param("id", id.value())
                .query((row, _) -> new PlaceOrder.Tender(
                        row.getString("method"),
                        new Money(row.getBigDecimal("amount"), currency),
                        row.getString("reference")))
                .list();
    }
}
