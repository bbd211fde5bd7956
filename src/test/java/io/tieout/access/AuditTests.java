package io.tieout.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class AuditTests {

    private static final Actor TESTER = Actor.user("tester");

    @Autowired
    Audit audit;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Test
    void deedsAtTheSameTimeMakeOneWholeChain() throws InterruptedException {
        var subject = "test:" + UUID.randomUUID();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var deed = 0; deed < 40; deed++) {
                var number = String.valueOf(deed);
                threads.submit(() -> audit.record(TESTER, "test.done", subject, Map.of("number", number, "ü", "€")));
            }
        }

        awaitLinked(subject, 40);
        assertThat(audit.verifyChain().broken()).isEmpty();
    }

    @Test
    void aDeedThatFailedIsNotRecorded() {
        var subject = "test:" + UUID.randomUUID();
        transactions.executeWithoutResult(transaction -> {
            audit.record(TESTER, "test.done", subject, Map.of());
            transaction.setRollbackOnly();
        });

        assertThat(audit.list(bySubject(subject), 10, null).items()).isEmpty();
    }

    @Test
    void theLogIsReadByPagesNewestFirst() {
        var subject = "test:" + UUID.randomUUID();
        for (var deed = 0; deed < 5; deed++) {
            audit.record(TESTER, "test.done", subject, Map.of("number", String.valueOf(deed)));
        }

        var first = audit.list(bySubject(subject), 3, null);
        var second = audit.list(bySubject(subject), 3, first.next());

        assertThat(first.items())
                .extracting(entry -> entry.detail().get("number"))
                .containsExactly("4", "3", "2");
        assertThat(second.items())
                .extracting(entry -> entry.detail().get("number"))
                .containsExactly("1", "0");
        assertThat(second.next()).isNull();
    }

    @Test
    void entriesCannotBeChangedOrRemoved() {
        var subject = "test:" + UUID.randomUUID();
        audit.record(TESTER, "test.done", subject, Map.of());

        assertThatThrownBy(() -> jdbc.sql("update access.audit_entry set action = 'x' where subject = :subject")
                        .param("subject", subject)
                        .update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("delete from access.audit_link").update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> jdbc.sql("truncate access.audit_entry cascade").update())
                .hasStackTraceContaining("append-only");
    }

    @Test
    void whoSwitchesTheTriggerOffIsFoundOut() {
        var subject = "test:" + UUID.randomUUID();
        audit.record(TESTER, "test.done", subject, Map.of("amount", "10.00"));
        audit.record(TESTER, "test.done", subject, Map.of());
        awaitLinked(subject, 2);

        var report = transactions.execute(transaction -> {
            jdbc.sql("alter table access.audit_entry disable trigger audit_entry_append_only")
                    .update();
            jdbc.sql("update access.audit_entry set detail = '{\"amount\": \"99.00\"}' where subject = :subject")
                    .param("subject", subject)
                    .update();
            var found = audit.verifyChain();
            transaction.setRollbackOnly();
            return found;
        });

        assertThat(Objects.requireNonNull(report).broken()).hasSize(2);
        assertThat(audit.verifyChain().broken()).isEmpty();
    }

    @Test
    void anEntryThatWasSlippedInIsFoundOut() {
        var report = transactions.execute(transaction -> {
            jdbc.sql("""
                            insert into access.audit_entry (id, at, actor, action, subject, detail, correlation_id)
                            values (gen_random_uuid(), now(), 'user:eve', 'x', 'y', '{}', 'z')
                            """).update();
            var found = audit.verifyChain();
            transaction.setRollbackOnly();
            return found;
        });

        assertThat(Objects.requireNonNull(report).broken()).hasSize(1);
    }

    private void awaitLinked(String subject, int entries) {
        await().untilAsserted(() -> assertThat(
                        audit.list(bySubject(subject), 100, null).items())
                .hasSize(entries)
                .allSatisfy(entry -> assertThat(entry.position()).isNotNull()));
    }

    private static AuditFilter bySubject(String subject) {
        return new AuditFilter(null, null, subject, null, null, null);
    }
}
