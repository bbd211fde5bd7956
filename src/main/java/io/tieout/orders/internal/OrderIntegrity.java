package io.tieout.orders.internal;

import io.tieout.exceptions.spi.IntegrityCheck;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of all orders, proved over the data. */
@Configuration(proxyBeanMethods = false)
class OrderIntegrity {

    private static final int VIOLATIONS_MAX = 200;

    @Bean
    IntegrityCheck releasedHasReservation(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "orders.released-has-reservation",
                "No order is released, and none has shipped, without a confirmed reservation; nothing left unreserved.",
                "select count(*) from orders.sales_order where state in ('RELEASED', 'PARTIALLY_SHIPPED', 'SHIPPED')",
                """
                select o.connection || ':' || o.external_id as subject, 'a reservation, and one for all that left' as expected,
                       'reservation ' || coalesce(o.reservation_id::text, 'none') as actual
                  from orders.sales_order o
                 where o.state in ('RELEASED', 'PARTIALLY_SHIPPED', 'SHIPPED')
                   and (o.reservation_id is null
                        or exists (select 1 from orders.order_line l
                                    where l.order_id = o.id and l.shipped > 0 and l.location is null))
                """);
    }

    @Bean
    IntegrityCheck quantitiesConsistent(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "orders.quantities-consistent",
                "Of every order line, what is shipped is the sum of its shipments, and the order's state says what is open.",
                "select count(*) from orders.order_line",
                """
                with sent as (
                  select s.order_id, l.reference, sum(l.quantity) as quantity
                    from orders.shipment s join orders.shipment_line l on l.shipment_id = s.id
                   where s.cancelled_at is null group by s.order_id, l.reference)
                select o.connection || ':' || o.external_id || ' line ' || l.reference as subject,
                       'shipped ' || coalesce(sent.quantity, 0) as expected,
                       'shipped ' || l.shipped || ', cancelled ' || l.cancelled || ' of ' || l.quantity || ', ' || o.state
                         as actual
                  from orders.order_line l
                  join orders.sales_order o on o.id = l.order_id
                  left join sent on sent.order_id = l.order_id and sent.reference = l.reference
                 where case when o.state = 'SOLD' then l.shipped <> l.quantity or sent.quantity is not null
                            else l.shipped <> coalesce(sent.quantity, 0) end
                    or (o.state in ('SHIPPED', 'CANCELLED', 'VOIDED') and l.shipped + l.cancelled <> l.quantity)
                    or (o.state in ('HELD', 'RELEASED', 'CANCELLED', 'VOIDED') and l.shipped <> 0)
                """);
    }

    @Bean
    IntegrityCheck allocationsConsistent(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "orders.allocations-consistent",
                "Of every order line, what left is what its allocations shipped, and no more is set aside than is still to be"
                        + " shipped.",
                "select count(*) from orders.allocation",
                """
                with part as (
                  select order_id, reference, sum(shipped) as shipped, sum(quantity - shipped - released) as open
                    from orders.allocation group by order_id, reference)
                select o.connection || ':' || o.external_id || ' line ' || l.reference as subject,
                       'shipped ' || l.shipped || ', at most ' || (l.quantity - l.shipped - l.cancelled) || ' set aside'
                         as expected,
                       'shipped ' || part.shipped || ', ' || part.open || ' set aside' as actual
                  from part
                  join orders.order_line l on l.order_id = part.order_id and l.reference = part.reference
                  join orders.sales_order o on o.id = l.order_id
                 where part.shipped <> l.shipped or part.open > l.quantity - l.shipped - l.cancelled
                """);
    }

    private record SqlCheck(JdbcClient jdbc, String id, String statement, String count, String violations)
            implements IntegrityCheck {

        @Override
        public Result check() {
            return new Result(
                    jdbc.sql(count).query(Long.class).single(),
                    jdbc.sql(violations + " limit " + VIOLATIONS_MAX)
                            .query((row, _) -> new Violation(
                                    row.getString("subject"), row.getString("expected"), row.getString("actual")))
                            .list());
        }
    }
}
