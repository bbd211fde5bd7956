package io.tieout.access.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.Actor;
import io.tieout.testing.IntegrationTest;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The bucket that nodes share. */
@IntegrationTest
class QuotasTests {

    @Autowired
    Quotas quotas;

    @Autowired
    JdbcClient jdbc;

    private final Actor client = Actor.client("quota-" + UUID.randomUUID());

    /** Lets time pass for this client. */
    private void seconds(int passed) {
        jdbc.sql("update access.client_quota set at = at - make_interval(secs => :passed) where client = :client")
                .param("passed", passed)
                .param("client", client.toString())
                .update();
    }

    @Test
    void aQuotaIsUsedUpAndFillsWithTime() {
        for (var left = 5; left >= 0; left--) {
            var standing = quotas.take(client, 6);
            assertThat(standing.allowed()).isTrue();
            assertThat(standing.remaining()).isEqualTo(left);
        }
        var refused = quotas.take(client, 6);
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.remaining()).isZero();
        assertThat(refused.retrySeconds()).isBetween(9L, 10L);
        assertThat(refused.resetSeconds()).isBetween(59L, 60L);

        seconds(10);
        assertThat(quotas.take(client, 6).allowed()).isTrue();
        assertThat(quotas.take(client, 6).allowed()).isFalse();

        seconds(3600);
        assertThat(quotas.take(client, 6).remaining())
                .as("never more than a minute's worth")
                .isEqualTo(5);
    }

    @Test
    void whatIsRefusedCostsNothing() {
        quotas.take(client, 1);
        for (var count = 0; count < 5; count++) {
            assertThat(quotas.take(client, 1).allowed()).isFalse();
        }
        seconds(60);
        assertThat(quotas.take(client, 1).allowed()).isTrue();
    }

    @Test
    void aChangedQuotaHoldsAtOnce() {
        assertThat(quotas.take(client, 1000).remaining()).isEqualTo(999);
        assertThat(quotas.take(client, 10).remaining()).isEqualTo(9);
    }

    @Test
    void manyAtOnceGetNoMoreThanTheQuota() throws Exception {
        try (var nodes = Executors.newFixedThreadPool(8)) {
            var answers = new ArrayList<Future<Boolean>>();
            for (var request = 0; request < 120; request++) {
                answers.add(nodes.submit(() -> quotas.take(client, 40).allowed()));
            }
            var allowed = 0;
            for (var answer : answers) {
                allowed += answer.get() ? 1 : 0;
            }
            assertThat(allowed)
                    .as("a minute's worth, and what filled up while they ran")
                    .isBetween(40, 44);
        }
    }
}
