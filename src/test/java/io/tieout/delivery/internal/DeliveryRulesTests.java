package io.tieout.delivery.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.delivery.Delivery;
import io.tieout.delivery.spi.Outcome;
import io.tieout.kernel.Ids;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The decisions of the engine, without database or network. */
class DeliveryRulesTests {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final RetrySchedule SCHEDULE =
            new RetrySchedule(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)));

    @Test
    void waitsAreVariedByAtMostAFifthAndEnd() {
        var random = new Random(7);
        for (int round = 0; round < 1000; round++) {
            assertThat(SCHEDULE.after(1, random).orElseThrow())
                    .isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
        }
        assertThat(SCHEDULE.after(3, random)).isEmpty();
    }

    @Test
    void acceptanceEndsItWithTheNumber() {
        var verdict = verdict(0, new Outcome.Accepted("SO-1"));

        assertThat(verdict.state()).isEqualTo(Delivery.State.DELIVERED);
        assertThat(verdict.documentNumber()).isEqualTo("SO-1");
    }

    @Test
    void aRefusalIsDeadAtOnce() {
        var verdict = verdict(0, new Outcome.Refused("account.unknown", "4711"));

        assertThat(verdict.state()).isEqualTo(Delivery.State.DEAD);
        assertThat(verdict.trouble()).isEqualTo(Verdict.Trouble.REFUSED);
    }

    @Test
    void aLostAnswerIsUnknownAndRemembered() {
        var verdict = verdict(0, new Outcome.Unknown("timeout"));

        assertThat(verdict.state()).isEqualTo(Delivery.State.UNKNOWN);
        assertThat(verdict.answerLost()).isTrue();
        assertThat(verdict.nextAttemptAt()).isAfter(NOW);
    }

    @Test
    void retryAfterIsTheLeastWait() {
        var verdict = verdict(0, new Outcome.Retry("throttled", Duration.ofMinutes(5)));

        assertThat(verdict.nextAttemptAt()).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
    }

    @Test
    void afterTheLastAttemptItIsDead() {
        assertThat(verdict(1, new Outcome.Retry("500", null)).state()).isEqualTo(Delivery.State.PENDING);
        assertThat(verdict(2, new Outcome.Retry("500", null)).trouble()).isEqualTo(Verdict.Trouble.DEAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "192.0.2.1",
                "198.18.0.1",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "2002:a00:1::1",
                "2001:0:a00:1::1"
            })
    void internalAddressesAreKnown(String address) throws UnknownHostException {
        assertThat(AddressPolicy.internal(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "193.99.144.80", "2a00:1450:4001::1", "2606:4700::1111"})
    void publicAddressesPass(String address) throws UnknownHostException {
        assertThat(AddressPolicy.internal(InetAddress.getByName(address))).isFalse();
    }

    private static Verdict verdict(int attempts, Outcome outcome) {
        var message = new Claimed(
                Ids.next(), UUID.randomUUID(), "d", "order:x:1", 1, "t", "{}", attempts, 0, false, null, null);
        return Verdict.of(message, outcome, SCHEDULE, new Random(1), NOW);
    }
}
