package io.tieout.returns.internal;

import io.tieout.exceptions.spi.IntegrityCheck;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Proves that no unit was returned or credited twice. */
@Component
class ReturnIntegrity implements IntegrityCheck {

    private static final int VIOLATIONS_MAX = 200;

    private final JdbcClient jdbc;

    ReturnIntegrity(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public String id() {
        return "returns.not-more-than-sold";
    }

    @Override
    public String statement() {
        return "Of no order line is more returned or credited than was sold, and each line's balance is the sum of its returns.";
    }

    @Override
    public Result check() {
        return new Result(
                jdbc.sql("select count(*) from returns.line_balance")
                        .query(Long.class)
                        .single(),
                jdbc.sql("""
                                with taken as (
                                  select r.order_id, l.line_reference as reference,
                                         sum(l.quantity) filter (where l.claimed) as claimed,
                                         sum(l.quantity) filter (where l.part > 0) as credited
                                    from returns.return_line l join returns.customer_return r on r.id = l.return_id
                                   where l.line_reference is not null
                                   group by r.order_id, l.line_reference)
                                select coalesce(b.order_id, t.order_id) || ' line ' || coalesce(b.reference, t.reference)
                                         as subject,
                                       'claimed ' || coalesce(t.claimed, 0) || ', credited ' || coalesce(t.credited, 0)
                                         as expected,
                                       'claimed ' || coalesce(b.claimed, 0) || ', credited ' || coalesce(b.credited, 0)
                                         || ' of ' || coalesce(b.sold, 0) as actual
                                  from returns.line_balance b
                                  full join taken t on t.order_id = b.order_id and t.reference = b.reference
                                 where coalesce(b.claimed, 0) <> coalesce(t.claimed, 0)
                                    or coalesce(b.credited, 0) <> coalesce(t.credited, 0)
                                    or b.claimed > b.sold or b.credited > b.claimed
                                 limit :max
                                """)
                        .param("max", VIOLATIONS_MAX)
                        .query((row, _) -> new Violation(
                                row.getString("subject"), row.getString("expected"), row.getString("actual")))
                        .list());
    }
}
