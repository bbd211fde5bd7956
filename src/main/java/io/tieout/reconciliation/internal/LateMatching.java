package io.tieout.reconciliation.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvents;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.reconciliation.Settlement;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Rows that were settled before we knew what for: a charge paid out before the shipment, a refund before the return was decided.
 * When the fact comes, they are matched, and a refund that waited for its credit memo moves to the receivable that the memo
 * lowers.
 */
@Repository
public class LateMatching {

    private final JdbcClient jdbc;
    private final StagedLines staging;
    private final Matching matching;
    private final SettlementStore settlements;
    private final SettlementExceptions exceptions;
    private final FinanceEvents finance;
    private final Clock clock;

    LateMatching(
            JdbcClient jdbc,
            StagedLines staging,
            Matching matching,
            SettlementStore settlements,
            SettlementExceptions exceptions,
            FinanceEvents finance,
            Clock clock) {
        this.jdbc = jdbc;
        this.staging = staging;
        this.matching = matching;
        this.settlements = settlements;
        this.exceptions = exceptions;
        this.finance = finance;
        this.clock = clock;
    }

    /** A row that found its match. */
    private record Late(
            UUID settlement,
            long position,
            String reference,
            String economicClass,
            @Nullable String registeredClass,
            BigDecimal amount,
            @Nullable BigDecimal difference) {}

    void match(ConnectionCode connection, String reference, Currency currency) {
        if (!waiting(reference)) {
            return;
        }
        settlements.lock(connection);
        matchLocked(connection, List.of(reference), currency);
    }

    /** Under the connection's lock: whatever is open of these orders. */
    void matchLocked(ConnectionCode connection, List<String> references, Currency currency) {
        if (staging.openOnes(connection.value(), references, currency.getCurrencyCode()) == 0) {
            return;
        }
        matching.run(connection.value(), currency.getCurrencyCode());
        var found = apply();
        if (found.isEmpty()) {
            return;
        }
        matching.claim(null);
        var touched = new LinkedHashSet<UUID>();
        var matched = new LinkedHashSet<String>();
        for (var late : found) {
            touched.add(late.settlement());
            matched.add(late.reference());
            repost(late);
        }
        touched.forEach(settlements::summarize);
        for (var reference : matched) {
            if (!waiting(reference)) {
                exceptions.resolve(connection, reference, "Matched with what came later");
            }
        }
    }

    private boolean waiting(String reference) {
        return jdbc.sql("""
                        select exists (select 1 from reconciliation.settlement_line
                            where reference = :reference and side is not null
                                and outcome in ('UNEXPECTED', 'AMOUNT_MISMATCH'))
                        """).param("reference", reference).query(Boolean.class).single();
    }

    private List<Late> apply() {
        return jdbc.sql("""
                        with late as (
                            select l.settlement_id, l.position, l.reference, l.class as registered, s.class as posted, l.amount,
                                m.outcome, m.rule, m.evidence, m.difference
                            from st_match m join st_line l using (seq)
                            join reconciliation.settlement_line s
                                on s.settlement_id = l.settlement_id and s.position = l.position
                            where m.outcome in ('MATCHED', 'MATCHED_WITH_DIFFERENCE')),
                        changed as (
                            update reconciliation.settlement_line s set outcome = late.outcome, rule = late.rule,
                                evidence = late.evidence || 'matched after it was settled'::text,
                                difference = late.difference, class = late.registered, registered_class = null
                            from late where s.settlement_id = late.settlement_id and s.position = late.position)
                        select * from late order by settlement_id, position
                        """)
                .query((row, _) -> new Late(
                        row.getObject("settlement_id", UUID.class),
                        row.getLong("position"),
                        row.getString("reference"),
                        row.getString("posted"),
                        row.getString("registered"),
                        row.getBigDecimal("amount"),
                        row.getBigDecimal("difference")))
                .list();
    }

    /** Takes the amount back from the class it was posted to and gives it to the right one; the channel's balance stays. */
    private void repost(Late late) {
        var settlement = settlements.find(late.settlement()).orElseThrow();
        var from = late.economicClass();
        var to = late.registeredClass() == null ? from : late.registeredClass();
        var difference = late.difference();
        if (settlement.state() == Settlement.State.FOOTED || (from.equals(to) && difference == null)) {
            return;
        }
        var dimensions =
                FinanceEvent.Dimensions.channel(settlement.connection().value()).withReference(late.reference());
        var components = new ArrayList<FinanceEvent.Component>();
        components.add(component(from, late.amount().negate(), settlement, dimensions));
        components.add(component(
                to, difference == null ? late.amount() : late.amount().subtract(difference), settlement, dimensions));
        if (difference != null) {
            components.add(component("difference", difference, settlement, dimensions));
        }
        finance.record(new FinanceEvent(
                "settlement.row",
                "settlement-rematch:" + late.settlement() + ":" + late.position(),
                settlement.entity(),
                SettlementPosting.key(settlement),
                LocalDate.ofInstant(clock.instant(), settlements.zone(settlement.id())),
                clock.instant(),
                settlement.message(),
                null,
                components));
    }

    private static FinanceEvent.Component component(
            String name, BigDecimal amount, Settlement settlement, FinanceEvent.Dimensions dimensions) {
        return new FinanceEvent.Component(name, null, new Money(amount, settlement.currency()), dimensions);
    }
}
