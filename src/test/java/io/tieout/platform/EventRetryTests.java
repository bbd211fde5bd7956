package io.tieout.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.ProblemException;
import io.tieout.testing.IntegrationTest;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Events whose listener fails, in the running application. */
@IntegrationTest
class EventRetryTests {

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    ParkedEvents parked;

    private void publish(FailingListener.Happened event) {
        transaction.executeWithoutResult(_ -> events.publishEvent(event));
    }

    private List<String> errors(String name) {
        return jdbc.sql(
                        "select last_error from platform.event_publication where serialized_event like :like and status = 'FAILED'")
                .param("like", "%" + name + "%")
                .query(String.class)
                .list();
    }

    @Test
    void theReasonOfAFailureIsKeptAndTheEventIsHeardAgain() {
        var name = "again-" + UUID.randomUUID();
        FailingListener.refuse(name);
        publish(new FailingListener.Happened(name));
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(errors(name)).containsExactly("IllegalStateException: refused " + name));

        FailingListener.accept(name);
        makeDue(name, 1);

        Awaitility.await()
                .untilAsserted(() -> assertThat(FailingListener.heard(name)).isEqualTo(1));
        Awaitility.await().untilAsserted(() -> assertThat(rows(name)).isZero());
    }

    @Test
    void whatFailsForGoodIsParkedWithItsReasonAndCanBeTriedAgain() {
        var name = "parked-" + UUID.randomUUID();
        FailingListener.refuse(name);
        publish(new FailingListener.Happened(name));
        Awaitility.await().untilAsserted(() -> assertThat(errors(name)).hasSize(1));

        makeDue(name, 8);

        Awaitility.await().untilAsserted(() -> assertThat(rows(name)).isZero());
        var waiting = parked.list(500, null).items().stream()
                .filter(event -> String.valueOf(event.lastError()).contains(name))
                .toList();
        assertThat(waiting).singleElement().satisfies(event -> {
            assertThat(event.listenerId()).isEqualTo("platform.test-failing");
            assertThat(event.attempts()).isEqualTo(8);
        });
        assertThat(FailingListener.parked(waiting.getFirst().id())).isTrue();

        FailingListener.accept(name);
        parked.retry(waiting.getFirst().id());

        Awaitility.await()
                .untilAsserted(() -> assertThat(FailingListener.heard(name)).isEqualTo(1));
        assertThatThrownBy(() -> parked.drop(waiting.getFirst().id())).isInstanceOf(ProblemException.class);
    }

    @Test
    void anEventWhoseNodeDiedIsHeardAgain() {
        var name = "stale-" + UUID.randomUUID();
        jdbc.sql("""
                        insert into platform.event_publication
                            (id, listener_id, event_type, serialized_event, publication_date, status, completion_attempts)
                        values (:id, 'platform.test-failing', :type, :event, now() - interval '1 hour', 'PROCESSING', 1)
                        """)
                .param("id", UUID.randomUUID())
                .param("type", FailingListener.Happened.class.getName())
                .param("event", "{\"name\":\"" + name + "\"}")
                .update();

        Awaitility.await()
                .untilAsserted(() -> assertThat(FailingListener.heard(name)).isEqualTo(1));
    }

    private void makeDue(String name, int attempts) {
        jdbc.sql("""
                        update platform.event_publication
                        set publication_date = publication_date - interval '1 hour', completion_attempts = :attempts,
                            last_resubmission_date = last_resubmission_date - interval '1 hour'
                        where serialized_event like :like
                        """)
                .param("attempts", attempts)
                .param("like", "%" + name + "%")
                .update();
    }

    private long rows(String name) {
        return jdbc.sql("select count(*) from platform.event_publication where serialized_event like :like")
                .param("like", "%" + name + "%")
                .query(Long.class)
                .single();
    }
}
