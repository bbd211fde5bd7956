package io.tieout.inventory.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.inventory.StockProblem;
import java.util.List;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The proofs over stock. Each is one statement, so it sees one moment, also while the application works. */
final class StockChecks {

    private StockChecks() {}

    static IntegrityCheck positionEqualsLedger(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "stock.position-equals-ledger",
                "Every position equals the sum of its movements.",
                """
                select 'stock:' || coalesce(p.sku, m.sku) || ':' || coalesce(p.location, m.location) as subject,
                       concat_ws(' / ', coalesce(m.on_hand, 0), coalesce(m.hold, 0), coalesce(m.transit, 0),
                                 coalesce(m.customer, 0)) as expected,
                       concat_ws(' / ', p.on_hand, p.quality_hold, p.in_transit, p.customer_owned) as actual
                  from inventory.position p
                  full join (select sku, location,
                                    coalesce(sum(quantity) filter (where bucket in ('ON_HAND', 'QUALITY_HOLD')), 0) as on_hand,
                                    coalesce(sum(quantity) filter (where bucket = 'QUALITY_HOLD'), 0) as hold,
                                    coalesce(sum(quantity) filter (where bucket = 'IN_TRANSIT'), 0) as transit,
                                    coalesce(sum(quantity) filter (where bucket = 'CUSTOMER_OWNED'), 0) as customer
                               from inventory.movement group by sku, location) m
                    on m.sku = p.sku and m.location = p.location
                 where (coalesce(m.on_hand, 0), coalesce(m.hold, 0), coalesce(m.transit, 0), coalesce(m.customer, 0))
                       is distinct from (p.on_hand, p.quality_hold, p.in_transit, p.customer_owned)
                 order by 1 limit 200""",
                _ -> true);
    }

    static IntegrityCheck reservedEqualsReservations(JdbcClient jdbc) {
        return new SqlCheck(
                jdbc,
                "stock.reserved-equals-reservations",
                "What a position has reserved is what is left of its active reservations.",
                """
                select 'stock:' || coalesce(p.sku, l.sku) || ':' || coalesce(p.location, l.location) as subject,
                       cast(coalesce(l.reserved, 0) as text) as expected, cast(coalesce(p.reserved, 0) as text) as actual
                  from inventory.position p
                  full join (select l.sku, l.location, sum(l.quantity - l.consumed - l.released - l.absorbed) as reserved
                               from inventory.reservation_line l
                               join inventory.reservation r on r.id = l.reservation and r.state = 'ACTIVE'
                              group by l.sku, l.location) l
                    on l.sku = p.sku and l.location = p.location
                 where coalesce(l.reserved, 0) <> coalesce(p.reserved, 0)
                 order by 1 limit 200""",
                _ -> true);
    }

    static IntegrityCheck reservationCovered(JdbcClient jdbc, WorkItems workItems) {
        return new SqlCheck(
                jdbc,
                "stock.reservation-covered",
                "No reservation is without its goods, unless somebody has it as an open shortfall.",
                """
                select 'stock:' || sku || ':' || location as subject,
                       'at least ' || reserved as expected, cast(on_hand - quality_hold as text) as actual
                  from inventory.position
                 where reserved > 0 and on_hand - quality_hold < reserved
                 order by 1 limit 5000""",
                subject -> !isOpen(workItems, subject));
    }

    private static boolean isOpen(WorkItems workItems, String subject) {
        var filter = new WorkItemFilter(WorkItem.State.OPEN, null, StockProblem.RESERVATION_SHORTFALL.code(), subject);
        return !workItems.list(filter, 1, null).items().isEmpty();
    }

    /** A proof by a query that finds what violates it. */
    private record SqlCheck(JdbcClient jdbc, String id, String statement, String sql, Predicate<String> violates)
            implements IntegrityCheck {

        private static final int LISTED_MAX = 200;

        @Override
        public Result check() {
            var checked = jdbc.sql("select count(*) from inventory.position")
                    .query(Long.class)
                    .single();
            List<Violation> violations = jdbc
                    .sql(sql)
                    .query((row, _) ->
                            new Violation(row.getString("subject"), row.getString("expected"), row.getString("actual")))
                    .list()
                    .stream()
                    .filter(violation -> violates.test(violation.subject()))
                    .limit(LISTED_MAX)
                    .toList();
            return new Result(checked, violations);
        }
    }
}
