package io.tieout.reconciliation.internal;

import io.tieout.kernel.ConnectionCode;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Matches what came at the same instant as its settlement. A shipment looks for rows that wait for it, and a settlement looks for
 * what is expected; where neither had committed when the other looked, they miss each other. Making shipments wait for a large
 * file would be the dearer cure, so every settlement is looked at once more when all have ended that may have missed it.
 */
@Repository
public class SettlementSweep {

    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final SettlementStore settlements;
    private final LateMatching late;
    private final TransactionTemplate transaction;

    SettlementSweep(
            JdbcClient jdbc, SettlementStore settlements, LateMatching late, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.settlements = settlements;
        this.late = late;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Due(UUID id, ConnectionCode connection, Currency currency) {}

    /** Looks at some that are due. @return whether there may be more at once */
    public boolean round() {
        noteNewOnes();
        var due = due();
        for (var one : due) {
            transaction.executeWithoutResult(_ -> sweep(one));
        }
        return due.size() == BATCH;
    }

    /** Whoever starts after this sees the settlement; who may have missed it has a lower transaction number. */
    private void noteNewOnes() {
        jdbc.sql("""
                        update reconciliation.settlement set sweep_from = pg_snapshot_xmax(pg_current_snapshot())
                        where id in (select id from reconciliation.settlement
                            where active and not swept and sweep_from is null
                            order by taken_at limit :batch for update skip locked)
                        """).param("batch", BATCH).update();
    }

    private List<Due> due() {
        return jdbc.sql("""
                        select id, connection, currency from reconciliation.settlement
                        where active and not swept and sweep_from <= pg_snapshot_xmin(pg_current_snapshot())
                        order by taken_at limit :batch
                        """)
                .param("batch", BATCH)
                .query((row, _) -> new Due(
                        row.getObject("id", UUID.class),
                        ConnectionCode.of(row.getString("connection")),
                        Currency.getInstance(row.getString("currency"))))
                .list();
    }

    private void sweep(Due due) {
        settlements.lock(due.connection()); // as everyone who matches: the lock first, then rows
        if (swept(due.id())) {
            return; // another node was first
        }
        var missed = missed(due);
        if (!missed.isEmpty()) {
            late.matchLocked(due.connection(), missed, due.currency());
        }
    }

    private boolean swept(UUID id) {
        return jdbc.sql("update reconciliation.settlement set swept = true where id = :id and active and not swept")
                        .param("id", id)
                        .update()
                == 0;
    }

    /** Orders with rows that are open and lines that are expected. */
    private List<String> missed(Due due) {
        return jdbc.sql("""
                        select distinct l.reference from reconciliation.settlement_line l
                        join reconciliation.expected_line e on e.connection = :connection and e.order_reference = l.reference
                            and e.side = l.side and e.currency = :currency
                        where l.settlement_id = :id and l.side is not null and l.outcome in ('UNEXPECTED', 'AMOUNT_MISMATCH')
                            and not exists (select 1 from reconciliation.claim c where c.expected_line_id = e.id)
                        """)
                .param("connection", due.connection().value())
                .param("currency", due.currency().getCurrencyCode())
                .param("id", due.id())
                .query(String.class)
                .list();
    }
}
