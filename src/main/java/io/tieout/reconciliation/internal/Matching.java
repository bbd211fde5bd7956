package io.tieout.reconciliation.internal;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Matches staged rows with expected lines, whole sets at a time. Identity comes first: an amount never makes a match, it only
 * confirms one. Each pass takes what the passes before it left; equal rows are paired in order, so the outcome does not depend
 * on the order of the rows. What is claimed once is never claimed again.
 */
@Repository
public class Matching {

    private static final String OPEN_ROW =
            "l.side is not null and not exists (select 1 from st_match m where m.seq = l.seq)";
    private static final String OPEN_EXPECTED = """
            not e.claimed and e.currency = :currency
            and not exists (select 1 from st_claim c where c.expected_id = e.id)""";

    private final JdbcClient jdbc;

    Matching(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Matches everything staged; the outcome stands in the temporary tables. */
    void run(String connection, String currency) {
        expect(connection);
        // Estimates for temporary tables are guesses; a nested loop over a whole file would never end.
        jdbc.sql("set local enable_nestloop = off").update();
        pair("exact", "reference, item_reference, class, side", "item_reference", currency);
        pair("sku", "reference, sku, class, side", "sku", currency);
        sum("item-and-class", "reference, item_reference, class, side", "item_reference", currency);
        sum("order-and-class", "reference, class, side", "reference", currency);
        charges(currency);
        sum("item", "reference, item_reference, side", "item_reference", currency);
        sum("order", "reference, side", "reference", currency);
        tolerate(currency);
        explain(currency);
        jdbc.sql("set local enable_nestloop = on").update();
    }

    /** What is expected of the orders that the staged rows name, claimed or not. */
    private void expect(String connection) {
        jdbc.sql("drop table if exists pg_temp.st_expected").update();
        jdbc.sql("""
                create temporary table st_expected on commit drop as
                select e.id, e.source, e.order_reference as reference, e.item_reference, e.sku, e.component as class, e.side,
                    e.amount, e.currency, e.expected_since, c.expected_line_id is not null as claimed,
                    c.settlement_id as claimed_by, c.position as claimed_position
                from reconciliation.expected_line e
                left join reconciliation.claim c on c.expected_line_id = e.id
                where e.connection = '%s'
                    and e.order_reference in (select reference from st_line where side is not null and reference is not null)
                """.formatted(connection.replace("'", "''"))).update();
        jdbc.sql("create index on st_expected (reference)").update();
        jdbc.sql("analyze st_line, st_expected").update();
    }

    /** One row, one expected line: same keys, same amount. */
    private void pair(String rule, String keys, String needed, String currency) {
        jdbc.sql("""
                        with rows as (
                            select l.seq, %1$s, l.amount, row_number() over (
                                partition by %1$s, l.amount order by l.posted_at, l.seq) as nth
                            from st_line l where l.%2$s is not null and %3$s),
                        expected as (
                            select e.id, %1$s, e.amount, row_number() over (
                                partition by %1$s, e.amount order by e.expected_since, e.id) as nth
                            from st_expected e where e.%2$s is not null and %4$s),
                        pairs as (select r.seq, e.id from rows r join expected e using (%1$s, amount, nth)),
                        claims as (
                            insert into st_claim (expected_id, seq, rule) select id, seq, :rule from pairs)
                        insert into st_match (seq, outcome, rule, evidence)
                        select seq, 'MATCHED', :rule, array['expected line ' || id || ': %1$s and amount are equal']
                        from pairs
                        """.formatted(keys, needed, OPEN_ROW, OPEN_EXPECTED))
                .param("rule", rule)
                .param("currency", currency)
                .update();
    }

    /** Several rows, several expected lines: same keys, same sum. */
    private void sum(String rule, String keys, String needed, String currency) {
        group(rule, keys, needed, "r.total = e.total", "MATCHED", currency);
    }

    /** A whole order whose rows and expected lines differ by a rounding: a cent per line, five in all. */
    private void tolerate(String currency) {
        group(
                "order-within-tolerance",
                "reference, side",
                "reference",
                "abs(r.total - e.total) <= least(0.01 * e.number, 0.05)",
                "MATCHED_WITH_DIFFERENCE",
                currency);
    }

    private void group(String rule, String keys, String needed, String condition, String outcome, String currency) {
        jdbc.sql("""
                        with rows as (
                            select %1$s, sum(l.amount) as total, count(*) as number, min(l.seq) as first
                            from st_line l where l.%2$s is not null and %3$s group by %1$s),
                        expected as (
                            select %1$s, sum(e.amount) as total, count(*) as number
                            from st_expected e where e.%2$s is not null and %4$s group by %1$s),
                        groups as (
                            select %5$s, r.first, r.total, r.number, e.total as expected_total,
                                e.number as expected_number
                            from rows r join expected e using (%1$s) where %6$s),
                        claims as (
                            insert into st_claim (expected_id, seq, rule)
                            select e.id, g.first, :rule from st_expected e join groups g using (%1$s) where %4$s)
                        insert into st_match (seq, outcome, rule, evidence, difference)
                        select l.seq, :outcome, :rule,
                            array[g.number || ' rows sum to ' || g.total || ', ' || g.expected_number
                                || ' expected lines to ' || g.expected_total],
                            case when l.seq = g.first and g.total <> g.expected_total
                                then g.total - g.expected_total end
                        from st_line l join groups g using (%1$s) where %3$s
                        """.formatted(keys, needed, OPEN_ROW, OPEN_EXPECTED, keys, condition))
                .param("rule", rule)
                .param("outcome", outcome)
                .param("currency", currency)
                .update();
    }

    /** A provider's single charge or refund pays for one whole shipment or return. */
    private void charges(String currency) {
        jdbc.sql("""
                        with rows as (
                            select l.seq, reference, side, l.amount, row_number() over (
                                partition by reference, side, l.amount order by l.posted_at, l.seq) as nth
                            from st_line l where l.class like '%%.charge' and l.reference is not null and %1$s),
                        sources as (
                            select reference, side, source, sum(e.amount) as amount, min(e.id) as first
                            from st_expected e where %2$s group by reference, side, source),
                        expected as (
                            select s.*, row_number() over (partition by reference, side, amount order by first) as nth
                            from sources s),
                        pairs as (
                            select r.seq, e.source, reference, side, amount from rows r
                            join expected e using (reference, side, amount, nth)),
                        claims as (
                            insert into st_claim (expected_id, seq, rule)
                            select e.id, p.seq, 'charge' from st_expected e
                            join pairs p using (reference, side, source) where %2$s)
                        insert into st_match (seq, outcome, rule, evidence)
                        select seq, 'MATCHED', 'charge', array['it is the total of ' || source] from pairs
                        """.formatted(OPEN_ROW, OPEN_EXPECTED))
                .param("currency", currency)
                .update();
    }

    /** What is left: paid twice, another amount than expected (with all that differs), or not expected at all. */
    private void explain(String currency) {
        jdbc.sql("""
                        with open_rows as (select l.* from st_line l where %s),
                        nearest as (
                            select distinct on (l.seq) l.seq, l.amount, l.item_reference, l.sku, l.class,
                                e.id, e.amount as e_amount, e.item_reference as e_item, e.sku as e_sku,
                                e.class as e_class, e.currency as e_currency, e.claimed, e.claimed_by, e.claimed_position
                            from open_rows l join st_expected e on e.reference = l.reference and e.side = l.side
                            order by l.seq, (e.item_reference is not distinct from l.item_reference) desc,
                                (e.class = l.class) desc, (e.amount = l.amount) desc, e.claimed, e.id)
                        insert into st_match (seq, outcome, evidence)
                        select seq,
                            case when claimed and amount = e_amount and class = e_class and e_currency = :currency
                                    and item_reference is not distinct from e_item
                                then 'DUPLICATE' else 'AMOUNT_MISMATCH' end,
                            array_remove(array[
                                case when amount <> e_amount then 'amount: expected ' || e_amount || ', got ' || amount end,
                                case when e_currency <> :currency
                                    then 'currency: expected ' || e_currency || ', got ' || :currency end,
                                case when item_reference is distinct from e_item then 'item: expected '
                                    || coalesce(e_item, 'none') || ', got ' || coalesce(item_reference, 'none') end,
                                case when sku is distinct from e_sku then 'sku: expected '
                                    || coalesce(e_sku, 'none') || ', got ' || coalesce(sku, 'none') end,
                                case when class <> e_class then 'component: expected ' || e_class || ', got ' || class end,
                                case when claimed then 'expected line ' || id || ' is settled by row at position '
                                    || claimed_position || ' of settlement ' || claimed_by end], null)
                        from nearest
                        """.formatted(OPEN_ROW)).param("currency", currency).update();
    }

    /** Writes the claims of a settlement that was just staged (or, null, of rows that were kept before). */
    void claim(@Nullable UUID settlement) {
        jdbc.sql("""
                        insert into reconciliation.claim (expected_line_id, settlement_id, position, rule, claimed_at)
                        select c.expected_id, coalesce(:settlement::uuid, l.settlement_id), l.position, c.rule, now()
                        from st_claim c join st_line l using (seq)
                        """).param("settlement", settlement).update();
    }

    /** Gives back what a settlement that posted nothing had claimed. */
    void release(UUID settlement) {
        jdbc.sql("delete from reconciliation.claim where settlement_id = :id")
                .param("id", settlement)
                .update();
    }
}
