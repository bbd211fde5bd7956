package io.tieout.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.inbox.InboxMessage.State;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.testing.IntegrationTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class InboxTests {

    private static final Actor ADA = Actor.user("ada");

    @Autowired
    Inbox inbox;

    @Autowired
    ProbeHandler probe;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    javax.sql.DataSource dataSource;

    private final String connection = "probe-" + UUID.randomUUID();

    @Test
    void aMessageIsStoredProcessedAndNamesWhatItTouched() throws IOException {
        var receipt = receive("id-1", null, null, "ok 1");

        assertThat(receipt.duplicate()).isFalse();
        var message = ended(receipt.id());
        assertThat(message.state()).isEqualTo(State.PROCESSED);
        assertThat(message.subjects()).containsExactly("probe:" + connection + ":ok");
        assertThat(message.attempts()).isEqualTo(1);
        assertThat(probe.correlations.get(connection).cause()).isEqualTo(receipt.id());
        assertThat(probe.correlations.get(connection).id()).isEqualTo("corr-" + connection);
        try (var raw = inbox.open(receipt.id())) {
            assertThat(raw).hasContent("ok 1");
        }
    }

    @Test
    void theSameAgainChangesNothing() {
        var first = receive("id-1", "v1", null, "ok 1");
        ended(first.id());

        var again = receive("id-1", "v1", null, "ok 1");

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(again.duplicate()).isTrue();
        assertThat(again.state()).isEqualTo(State.PROCESSED);
        assertThat(probe.handled.get(connection)).containsExactly("ok 1");
    }

    @Test
    void aNewVersionIsAMessageOfItsOwn() {
        var first = receive("id-1", "v1", null, "ok 1");
        var second = receive("id-1", "v2", null, "ok 2");

        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(ended(second.id()).state()).isEqualTo(State.PROCESSED);
    }

    @Test
    void otherContentUnderAKnownIdentityIsAConflict() {
        receive("id-1", null, null, "ok 1");

        assertThatThrownBy(() -> receive("id-1", null, null, "ok 2"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().code()).isEqualTo("message.identity-reused"));
    }

    @Test
    void withoutAnIdentityTheContentIsIt() {
        var first = receive(null, null, null, "ok 1");

        assertThat(receive(null, null, null, "ok 1").id()).isEqualTo(first.id());
        assertThat(receive(null, null, null, "ok 2").id()).isNotEqualTo(first.id());
        assertThat(ended(first.id()).identity()).isNull();
    }

    @Test
    void oneOfManyAtTheSameTimeIsStoredOnce() throws Exception {
        try (var pool = Executors.newFixedThreadPool(8)) {
            var calls = new ArrayList<java.util.concurrent.Callable<Receipt>>();
            for (var call = 0; call < 24; call++) {
                calls.add(() -> receive("id-1", null, null, "ok 1"));
            }
            var receipts = new ArrayList<Receipt>();
            for (var future : pool.invokeAll(calls)) {
                receipts.add(future.get());
            }

            assertThat(receipts).filteredOn(receipt -> !receipt.duplicate()).hasSize(1);
            assertThat(receipts)
                    .extracting(Receipt::id)
                    .containsOnly(receipts.getFirst().id());
        }
        assertThat(ended(receive("id-1", null, null, "ok 1").id()).state()).isEqualTo(State.PROCESSED);
        assertThat(probe.handled.get(connection)).containsExactly("ok 1");
    }

    @Test
    void aFailureHasACodeAReasonAndHoldsLaterOnesOfItsKey() {
        var failed = receive("id-1", null, "key-" + connection, "fail");
        assertThat(ended(failed.id()).state()).isEqualTo(State.FAILED);
        assertThat(ended(failed.id()).code()).isEqualTo("request.invalid");
        assertThat(ended(failed.id()).reason()).contains("told to fail");

        var later = receive("id-2", null, "key-" + connection, "ok 2");
        var other = receive("id-3", null, "other-" + connection, "ok 3");

        assertThat(ended(later.id()).state()).isEqualTo(State.PARKED);
        assertThat(ended(later.id()).code()).isEqualTo("message.waits-behind");
        assertThat(ended(other.id()).state()).isEqualTo(State.PROCESSED);

        inbox.repair(failed.id(), "ok 1".getBytes(StandardCharsets.UTF_8), ADA);

        eventually(failed.id(), State.PROCESSED);
        eventually(later.id(), State.PROCESSED);
        assertThat(probe.handled.get(connection)).containsExactly("ok 3", "ok 1", "ok 2");
    }

    @Test
    void aRepairedBodyStandsBesideTheOriginal() throws IOException {
        var failed = receive("id-1", null, null, "fail");
        ended(failed.id());

        inbox.repair(failed.id(), "ok 1".getBytes(StandardCharsets.UTF_8), ADA);

        eventually(failed.id(), State.PROCESSED);
        try (var raw = inbox.open(failed.id())) {
            assertThat(raw).hasContent("ok 1");
        }
        assertThat(jdbc.sql("select length(body) from inbox.message where id = ?")
                        .param(failed.id().value())
                        .query(Integer.class)
                        .single())
                .isPositive();
        assertThatThrownBy(() -> inbox.repair(failed.id(), new byte[] {'x'}, ADA))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void whatIsSkippedLetsLaterOnesGoOn() {
        var failed = receive("id-1", null, "key-" + connection, "fail");
        var later = receive("id-2", null, "key-" + connection, "ok 2");
        eventually(failed.id(), State.FAILED);
        eventually(later.id(), State.PARKED);

        inbox.skip(failed.id(), "sent by mistake", ADA);

        eventually(later.id(), State.PROCESSED);
        assertThat(ended(failed.id()).state()).isEqualTo(State.IGNORED);
        assertThat(ended(failed.id()).reason()).isEqualTo("sent by mistake");
    }

    @Test
    void aParkedMessageGoesOnWhenWhatItWaitsForIsThere() {
        var key = "wait-" + connection;
        var parked = receive("id-1", null, "key-" + connection, "park " + key);
        var later = receive("id-2", null, "key-" + connection, "ok 2");
        eventually(parked.id(), State.PARKED);
        eventually(later.id(), State.PARKED);
        assertThat(ended(parked.id()).waitsFor()).isEqualTo(key);

        probe.open.add(key);
        assertThat(inbox.resume(key)).isEqualTo(1);

        eventually(later.id(), State.PROCESSED);
        assertThat(probe.handled.get(connection)).containsExactly("park " + key, "ok 2");
    }

    @Test
    void whoWaitsForItsOwnObjectIsNotInThatObjectsWay() {
        var key = "order:" + connection + ":1";
        var shipment = receive("id-1", null, key, "park " + key);
        eventually(shipment.id(), State.PARKED);

        var order = receive("id-2", null, key, "ok order");

        eventually(order.id(), State.PROCESSED);
    }

    @Test
    void whatStandsInTheWayForAMomentIsTriedAgain() {
        var receipt = receive("id-1", null, null, "deadlock " + connection);

        var message = ended(receipt.id());
        assertThat(message.state()).isEqualTo(State.PROCESSED);
        assertThat(message.attempts()).isEqualTo(1);
    }

    @Test
    void whatNobodyUnderstandsFails() {
        var receipt = inbox.receive(new IncomingMessage(
                ConnectionCode.of(connection),
                "nobody",
                "order",
                null,
                null,
                null,
                "text/plain",
                Map.of(),
                "c",
                stream("x")));

        assertThat(ended(receipt.id()).code()).isEqualTo("message.kind-unsupported");
    }

    /** A worker that dies holds its claim no longer than its connection lives. */
    @Test
    void aClaimThatIsLostHalfWayIsTakenUpByAnother() throws Exception {
        try (var dying = dataSource.getConnection()) {
            dying.setAutoCommit(false);
            var key = "key-" + connection;
            var first = receive("id-0", null, key, "fail");
            eventually(first.id(), State.FAILED);
            try (var lock = dying.prepareStatement("select 1 from inbox.message where id = ? for update")) {
                lock.setObject(1, first.id().value());
                lock.execute();
            }
            // Taking it up needs the row, which the dying worker holds.
            var taken = java.util.concurrent.CompletableFuture.runAsync(
                    () -> inbox.repair(first.id(), "ok 0".getBytes(StandardCharsets.UTF_8), ADA));
            var later = receive("id-1", null, key, "ok 1");
            dying.rollback();
            taken.get(20, java.util.concurrent.TimeUnit.SECONDS);

            eventually(first.id(), State.PROCESSED);
            eventually(later.id(), State.PROCESSED);
        }
        assertThat(probe.handled.get(connection)).containsExactly("ok 0", "ok 1");
    }

    @Test
    void aReplayedMessageIsHandledOnceMore() {
        var receipt = receive("id-1", null, null, "ok 1");
        ended(receipt.id());

        inbox.replay(receipt.id(), ADA);

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(probe.handled.get(connection)).containsExactly("ok 1", "ok 1"));
    }

    @Test
    void messagesOfOneKeyKeepTheirOrderAmongManyWorkers() {
        var seed = new Random().nextLong();
        System.out.println("InboxTests seed " + seed);
        var random = new Random(seed);
        var ids = new ArrayList<MessageId>();
        for (var number = 0; number < 200; number++) {
            var key = random.nextInt(5);
            ids.add(receive("id-" + number, null, "key-" + key + connection, "ok " + key + " " + number)
                    .id());
        }

        ids.forEach(id -> eventually(id, State.PROCESSED));

        for (var key = 0; key < 5; key++) {
            var prefix = "ok " + key + " ";
            var numbers = probe.handled.get(connection).stream()
                    .filter(text -> text.startsWith(prefix))
                    .map(text -> Integer.parseInt(text.substring(prefix.length())))
                    .toList();
            assertThat(numbers).as("seed " + seed).isSorted().doesNotHaveDuplicates();
        }
        assertThat(probe.handled.get(connection)).hasSize(200);
    }

    @Test
    void aLargeBodyIsStreamedInChunksAndComesBackAsItWas() throws IOException {
        var size = 5_000_000;
        var receipt = inbox.receive(message("large", null, null, new Pattern(size)));

        var message = ended(receipt.id());
        assertThat(message.state()).isEqualTo(State.PROCESSED);
        assertThat(message.sizeBytes()).isEqualTo(size);
        try (var raw = inbox.open(receipt.id());
                var same = new Pattern(size)) {
            assertThat(raw).hasSameContentAs(same);
        }
        assertThat(inbox.receive(message("large", null, null, new Pattern(size)))
                        .duplicate())
                .isTrue();
        assertThat(jdbc.sql("select count(distinct message_id) from inbox.body_chunk where message_id = ?")
                        .param(receipt.id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> inbox.receive(message("huge", null, null, new Pattern(200_000_000))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        problem -> assertThat(problem.type().code()).isEqualTo("message.too-large"));

        assertThat(inbox.list(new InboxFilter(connection, null, null), 10, null).items())
                .isEmpty();
    }

    @Test
    void theListPagesFromTheNewestOn() {
        var ids = List.of(
                receive("1", null, null, "ok 1").id(),
                receive("2", null, null, "ok 2").id(),
                receive("3", null, null, "ignore").id());
        ids.forEach(id -> ended(id));

        var first = inbox.list(new InboxFilter(connection, null, null), 2, null);
        var second = inbox.list(new InboxFilter(connection, null, null), 2, first.next());
        var ignored = inbox.list(new InboxFilter(connection, "order", State.IGNORED), 2, null);

        assertThat(first.items()).extracting(InboxMessage::id).containsExactly(ids.get(2), ids.get(1));
        assertThat(second.items()).extracting(InboxMessage::id).containsExactly(ids.get(0));
        assertThat(second.next()).isNull();
        assertThat(ignored.items()).extracting(InboxMessage::id).containsExactly(ids.get(2));
    }

    @Test
    void partsAreMessagesOfTheirOwnAndNameWhatWasReceived() {
        var whole = receive("1", null, null, "split ok a, fail, ok b").id();

        assertThat(ended(whole).state()).isEqualTo(State.PROCESSED);
        assertThat(ended(whole).reason()).isEqualTo("Taken apart into 3 messages");
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(parts(whole))
                        .extracting(InboxMessage::state)
                        .containsExactlyInAnyOrder(State.PROCESSED, State.FAILED, State.PROCESSED));
        assertThat(parts(whole))
                .allSatisfy(part -> assertThat(part.correlationId()).isEqualTo("corr-" + connection));

        inbox.replay(whole, Actor.system("test"));
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() ->
                        assertThat(ended(whole).reason()).isEqualTo("Taken apart into 3 messages, 3 of them known"));
        assertThat(parts(whole)).hasSize(3);
    }

    @Test
    void apartIntoOneIsNoneAndFails() {
        var whole = receive("1", null, null, "split ok alone").id();

        assertThat(ended(whole).state()).isEqualTo(State.FAILED);
        assertThat(parts(whole)).isEmpty();
    }

    @Test
    void whatCameWhileAMessageWasBeingParkedIsNotMissed() {
        var late = receive("1", null, null, "park-late key-" + connection).id();

        eventually(late, State.PROCESSED);
        assertThat(inbox.find(late).orElseThrow().workItem()).isNull();
    }

    private List<InboxMessage> parts(MessageId whole) {
        return inbox.list(new InboxFilter(connection, null, null, null, null, null, whole), 10, null)
                .items();
    }

    private Receipt receive(
            @Nullable String identity, @Nullable String version, @Nullable String orderingKey, String text) {
        return inbox.receive(message(identity, version, orderingKey, stream(text)));
    }

    private IncomingMessage message(
            @Nullable String identity, @Nullable String version, @Nullable String orderingKey, InputStream body) {
        return new IncomingMessage(
                ConnectionCode.of(connection),
                ProbeHandler.ADAPTER,
                "order",
                identity,
                version,
                orderingKey,
                "text/plain",
                Map.of(),
                "corr-" + connection,
                body);
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private InboxMessage ended(MessageId id) {
        return inbox.await(id, Duration.ofSeconds(20)).orElseThrow();
    }

    private void eventually(MessageId id, State state) {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(
                        () -> assertThat(inbox.find(id).orElseThrow().state()).isEqualTo(state));
    }

    /** Bytes that compress badly, without being in memory. */
    private static final class Pattern extends InputStream {
        private final int size;
        private int at;
        private int value = 7;

        Pattern(int size) {
            this.size = size;
        }

        @Override
        public int read() {
            if (at >= size) {
                return -1;
            }
            at++;
            value = value * 1_103_515_245 + 12_345;
            return value >>> 24;
        }
    }
}
