package io.tieout.reconciliation.internal;

import static io.tieout.reconciliation.internal.TestBooks.eur;
import static io.tieout.reconciliation.internal.TestBooks.shipment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Ids;
import io.tieout.reconciliation.MatchedLine;
import io.tieout.reconciliation.MatchedLine.Outcome;
import io.tieout.reconciliation.Settlements;
import io.tieout.reconciliation.internal.TestBooks.Draft;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A shipment and its settlement that do not see each other. */
@IntegrationTest
class SettlementSweepTests {

    private static final String PRINCIPAL = "Order/ItemPrice/Principal";

    @Autowired
    Settlements settlements;

    @Autowired
    ExpectedLines expectedLines;

    @Autowired
    SettlementSweep sweep;

    @Autowired
    WorkItems workItems;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    PlatformTransactionManager transactions;

    private final String channel = "sweep-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void makeTheEntity() {
        catalog.save(new LegalEntity(TestBooks.ENTITY, "Reconciliation tests", "DE", TestBooks.EUR, TestBooks.ZONE));
    }

    private List<Outcome> outcomes(UUID settlement) {
        return settlements.lines(settlement, null, 500, null).items().stream()
                .map(MatchedLine::outcome)
                .toList();
    }

    private boolean swept(UUID settlement) {
        return jdbc.sql("select swept from reconciliation.settlement where id = ?")
                .param(settlement)
                .query(Boolean.class)
                .single();
    }

    private ExpectedLines.Expectation shipped(String order, String net) {
        var expectation = shipment(Ids.next().toString(), channel, order);
        expectation.add("i1", null, "sale.principal", eur(net));
        return expectation;
    }

    @Test
    void whatCommitsAtTheSameInstantAsItsSettlementIsMatchedAllTheSame() throws Exception {
        var looked = new CountDownLatch(1);
        var taken = new CountDownLatch(1);
        try (var other = Executors.newSingleThreadExecutor()) {
            var shipment = other.submit(() -> new TransactionTemplate(transactions).executeWithoutResult(_ -> {
                expectedLines.expect(shipped("S-1", "100.00"));
                looked.countDown();
                awaitLatch(taken);
            }));
            awaitLatch(looked);
            var draft = new Draft(channel, channel + "-1")
                    .row(PRINCIPAL, "S-1", "i1", "100.00")
                    .row(PRINCIPAL, "S-2", "i1", "7.00");
            var id = settlements.take(draft.file(), draft.lines().iterator());
            sweep.round();
            sweep.round();
            assertThat(outcomes(id)).as("neither saw the other").containsOnly(Outcome.UNEXPECTED);
            assertThat(swept(id)).as("the shipment is still under way").isFalse();

            taken.countDown();
            shipment.get(30, TimeUnit.SECONDS);

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                sweep.round();
                return swept(id);
            });
            assertThat(outcomes(id)).containsExactly(Outcome.MATCHED, Outcome.UNEXPECTED);
            assertThat(openItems("S-1")).as("its work item is closed").isZero();
            assertThat(openItems("S-2")).isOne();
            assertThat(jdbc.sql("select count(*) from reconciliation.claim where settlement_id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single())
                    .as("claimed once")
                    .isOne();
        }
    }

    @Test
    void aSettlementIsLookedAtOnceMoreAndThenNeverAgain() {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> expectedLines.expect(shipped("S-3", "10.00")));
        var draft = new Draft(channel, channel + "-2").row(PRINCIPAL, "S-3", "i1", "9.00");
        var id = settlements.take(draft.file(), draft.lines().iterator());

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            sweep.round();
            return swept(id);
        });

        assertThat(outcomes(id)).as("another amount stays another amount").containsExactly(Outcome.AMOUNT_MISMATCH);
        assertThat(openItems("S-3")).isOne();
    }

    private int openItems(String order) {
        var filter = new WorkItemFilter(
                io.tieout.exceptions.WorkItem.State.OPEN, null, null, "order:" + channel + ":" + order);
        return workItems.list(filter, 10, null).items().size();
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
