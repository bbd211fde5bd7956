package io.tieout.returns.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.Authorisation;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFilter;
import io.tieout.returns.ReturnMoney;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Returns as people and clients read them. */
@Repository
class ReturnList {

    private static final String AUTHORISATION = """
            (select a.state from returns.authorisation a where a.return_id = r.id order by a.number desc limit 1)
              = :authorisation
            """;
    private static final String RECEIPT =
            "exists (select 1 from returns.return_line l where l.return_id = r.id and l.receipt = :receipt)";
    private static final String MONEY =
            "exists (select 1 from returns.money m where m.return_id = r.id and m.state = :money)";

    private final JdbcClient jdbc;
    private final CustomerReturns returns;

    ReturnList(JdbcClient jdbc, CustomerReturns returns) {
        this.jdbc = jdbc;
        this.returns = returns;
    }

    Page<ReturnDetails> page(ReturnFilter filter, int limit, @Nullable String after) {
        var state = filter.state();
        var query = jdbc.sql("select r.* from returns.customer_return r where true"
                        + (state == null ? "" : " and state = :state")
                        + (filter.authorisation() == null ? "" : " and " + AUTHORISATION)
                        + (filter.receipt() == null ? "" : " and " + RECEIPT)
                        + (filter.money() == null ? "" : " and " + MONEY)
                        + (filter.order() == null ? "" : " and order_external_id = :order")
                        + (after == null ? "" : " and (occurred_at, id) < (:at, :id)")
                        + " order by occurred_at desc, id desc limit :limit")
                .param("limit", limit + 1);
        if (state != null) {
            query = query.param("state", state.name());
        }
        if (filter.authorisation() != null) {
            query = query.param("authorisation", filter.authorisation().name());
        }
        if (filter.receipt() != null) {
            query = query.param("receipt", filter.receipt().name());
        }
        if (filter.money() != null) {
            query = query.param("money", filter.money().name());
        }
        if (filter.order() != null) {
            query = query.param("order", filter.order());
        }
        if (after != null) {
            var cursor = Cursor.parse(after);
            query = query.param("at", Timestamp.from(cursor.at)).param("id", cursor.id);
        }
        var page = Page.of(query.query((row, _) -> CustomerReturns.header(row)).list(), limit, Cursor::of);
        var lines = returns.lines(page.items());
        return page.map(one -> details(one.with(lines.getOrDefault(one.id(), List.of()))));
    }

    private record Cursor(Instant at, UUID id) {

        static String of(CustomerReturn row) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, row.occurredAt()) + "_" + row.id();
        }

        static Cursor parse(String text) {
            try {
                var parts = text.split("_", 2);
                return new Cursor(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS), UUID.fromString(parts[1]));
            } catch (RuntimeException notOurs) {
                throw new ProblemException(
                        CommonProblem.REQUEST_INVALID, "after is not a cursor of this list", notOurs);
            }
        }
    }

    static ReturnDetails details(CustomerReturn one) {
        return details(one, null, List.of(), List.of());
    }

    static ReturnDetails details(
            CustomerReturn one,
            @Nullable Authorisation authorisation,
            List<ReturnMoney> money,
            List<ReturnDetails.Verdict> verdicts) {
        var decision = one.decision();
        var reference = one.reference();
        return new ReturnDetails(
                one.id(),
                one.key(),
                one.connection(),
                one.externalId(),
                one.order(),
                one.state(),
                one.location(),
                one.occurredAt(),
                one.received(),
                one.refund(),
                decision == null ? null : decision.reason(),
                one.lines().stream().map(ReturnList::line).toList(),
                one.message(),
                one.entity(),
                reference == null ? null : reference.externalId(),
                one.dueAt(),
                authorisation,
                money,
                verdicts);
    }

    private static ReturnDetails.Line line(ReturnLine line) {
        return new ReturnDetails.Line(
                line.lineReference(),
                line.sku(),
                line.quantity(),
                line.disposition(),
                line.reason(),
                line.net(),
                line.tax(),
                line.receipt(),
                line.found().place(),
                line.credited());
    }
}
