package io.tieout.returns.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnState;
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

    private final JdbcClient jdbc;
    private final CustomerReturns returns;

    ReturnList(JdbcClient jdbc, CustomerReturns returns) {
        this.jdbc = jdbc;
        this.returns = returns;
    }

    Page<ReturnDetails> page(@Nullable ReturnState state, int limit, @Nullable String after) {
        var query = jdbc.sql("select * from returns.customer_return where true"
                        + (state == null ? "" : " and state = :state")
                        + (after == null ? "" : " and (occurred_at, id) < (:at, :id)")
                        + " order by occurred_at desc, id desc limit :limit")
                .param("limit", limit + 1);
        if (state != null) {
            query = query.param("state", state.name());
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
        var decision = one.decision();
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
                one.lines().stream()
                        .map(line -> new ReturnDetails.Line(
                                line.lineReference(),
                                line.sku(),
                                line.quantity(),
                                line.disposition(),
                                line.reason(),
                                line.net(),
                                line.tax()))
                        .toList(),
                one.message());
    }
}
