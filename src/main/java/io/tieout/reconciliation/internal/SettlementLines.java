package io.tieout.reconciliation.internal;

import io.tieout.reconciliation.MatchedLine;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of settlements, as they are stored. */
@Repository
public class SettlementLines {

    private static final int FETCH_SIZE = 5_000;

    /** The class that a refund is posted to while nobody here has decided a return. */
    private static final String UNANNOUNCED = "refund.unannounced";

    private final JdbcClient jdbc;

    SettlementLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes the staged rows with what became of them. */
    void keepMatched(UUID settlement) {
        keep(settlement);
    }

    /** Writes the staged rows of a version that stays beside the active one: the same as there, or new. */
    void keepCompared(UUID settlement, UUID active) {
        jdbc.sql("""
                        insert into st_match (seq, outcome, rule, evidence)
                        with fresh as (
                            select seq, type, reference, item_reference, sku, amount, posted_at, row_number() over (
                                partition by type, reference, item_reference, sku, amount, posted_at order by seq) as nth
                            from st_line),
                        known as (
                            select position, type, reference, item_reference, sku, amount, posted_at, row_number() over (
                                partition by type, reference, item_reference, sku, amount, posted_at
                                order by position) as nth
                            from reconciliation.settlement_line where settlement_id = :active)
                        select f.seq, case when k.position is null then 'UNEXPECTED' else 'DUPLICATE' end, null,
                            array[case when k.position is null then 'not in the version that is posted'
                                else 'the same as position ' || k.position || ' of the version that is posted' end]
                        from fresh f left join known k on k.type = f.type and k.amount = f.amount
                            and k.posted_at = f.posted_at and k.nth = f.nth
                            and k.reference is not distinct from f.reference
                            and k.item_reference is not distinct from f.item_reference
                            and k.sku is not distinct from f.sku
                        """).param("active", active).update();
        keep(settlement);
    }

    private void keep(UUID settlement) {
        jdbc.sql("""
                        insert into reconciliation.settlement_line (settlement_id, position, row_number, part, type, class,
                            registered_class, side, reference, item_reference, shipment_reference, sku, quantity, amount,
                            difference, posted_at, business_date, outcome, rule, evidence)
                        select :id, position, row_number, part, type,
                            case when refund_of_nothing then :unannounced else class end,
                            case when refund_of_nothing then class end,
                            side, reference, item_reference, shipment_reference, sku, quantity, amount, difference,
                            posted_at, business_date, outcome, rule, evidence
                        from (
                            select l.*, m.difference, m.rule, coalesce(m.evidence, '{}') as evidence,
                                coalesce(m.outcome, case when not l.known then 'UNKNOWN_TYPE'
                                    when l.side is null then 'NOT_AN_ORDER' else 'UNEXPECTED' end) as outcome,
                                m.seq is null and l.side = 'R' and l.class like 'refund.%' as refund_of_nothing
                            from st_line l left join st_match m using (seq)) rows
                        order by position
                        """).param("id", settlement).param("unannounced", UNANNOUNCED).update();
    }

    /** A row as posting needs it. */
    record PostingRow(
            long row,
            int part,
            String economicClass,
            @Nullable String reference,
            BigDecimal amount,
            @Nullable BigDecimal difference,
            Instant postedAt,
            LocalDate businessDate) {}

    /** All rows that move money, in their order, read with a cursor; to be closed. */
    Stream<PostingRow> toPost(UUID settlement) {
        return jdbc
                .sql("""
                        select row_number, part, class, reference, amount, difference, posted_at, business_date
                        from reconciliation.settlement_line where settlement_id = :id and amount <> 0 order by position
                        """)
                .withFetchSize(FETCH_SIZE)
                .param("id", settlement)
                .query((row, _) -> new PostingRow(
                        row.getLong(1),
                        row.getInt(2),
                        row.getString(3),
                        row.getString(4),
                        row.getBigDecimal(5),
                        row.getBigDecimal(6),
                        row.getTimestamp(7).toInstant(),
                        row.getObject(8, LocalDate.class)))
                .stream();
    }

    /** Orders of a settlement whose rows ended in some outcome. @param refund whether refunds only */
    record OpenReference(
            String outcome, String reference, boolean refundOnly, long rows, BigDecimal amount, String evidence) {}

    List<OpenReference> openReferences(UUID settlement, int limit) {
        return jdbc.sql("""
                        select outcome, reference, bool_and(class = :unannounced) as refund_only, count(*) as rows,
                            sum(amount) as amount,
                            (array_agg(array_to_string(evidence, '; ') order by position))[1] as evidence
                        from reconciliation.settlement_line
                        where settlement_id = :id and reference is not null
                            and outcome in ('UNEXPECTED', 'AMOUNT_MISMATCH', 'DUPLICATE')
                        group by outcome, reference order by min(position) limit :limit
                        """)
                .param("id", settlement)
                .param("unannounced", UNANNOUNCED)
                .param("limit", limit)
                .query((row, _) -> new OpenReference(
                        row.getString("outcome"),
                        row.getString("reference"),
                        row.getBoolean("refund_only"),
                        row.getLong("rows"),
                        row.getBigDecimal("amount"),
                        row.getString("evidence")))
                .list();
    }

    /** An order that a settlement pays for. @param amount of all its rows, fees included */
    record SettledOrder(String reference, long rows, BigDecimal amount) {}

    List<SettledOrder> matchedReferences(UUID settlement, int limit) {
        return jdbc.sql("""
                        select reference, count(*) as rows, sum(amount) as amount
                        from reconciliation.settlement_line where settlement_id = :id and reference is not null
                        group by reference having bool_or(outcome in ('MATCHED', 'MATCHED_WITH_DIFFERENCE'))
                        order by min(position) limit :limit
                        """)
                .param("id", settlement)
                .param("limit", limit)
                .query((row, _) ->
                        new SettledOrder(row.getString("reference"), row.getLong("rows"), row.getBigDecimal("amount")))
                .list();
    }

    List<MatchedLine> list(UUID settlement, @Nullable String outcome, int limit, long after) {
        return jdbc.sql("""
                        select * from reconciliation.settlement_line
                        where settlement_id = :id and position > :after and (:outcome::text is null or outcome = :outcome)
                        order by position limit :limit
                        """)
                .param("id", settlement)
                .param("after", after)
                .param("outcome", outcome)
                .param("limit", limit)
                .query(SettlementLines::matchedLine)
                .list();
    }

    List<MatchedLine> byReference(String reference, int limit) {
        return jdbc.sql("""
                        select l.* from reconciliation.settlement_line l
                        join reconciliation.settlement s on s.id = l.settlement_id and s.active
                        where l.reference = :reference order by l.posted_at, l.settlement_id, l.position limit :limit
                        """)
                .param("reference", reference)
                .param("limit", limit)
                .query(SettlementLines::matchedLine)
                .list();
    }

    private static MatchedLine matchedLine(ResultSet row, int number) throws SQLException {
        return new MatchedLine(
                row.getObject("settlement_id", UUID.class),
                row.getLong("row_number"),
                row.getString("type"),
                row.getString("class"),
                row.getString("reference"),
                row.getString("item_reference"),
                row.getString("sku"),
                row.getBigDecimal("amount"),
                row.getTimestamp("posted_at").toInstant(),
                MatchedLine.Outcome.valueOf(row.getString("outcome")),
                row.getString("rule"),
                List.of((String[]) row.getArray("evidence").getArray()),
                row.getLong("position"));
    }
}
