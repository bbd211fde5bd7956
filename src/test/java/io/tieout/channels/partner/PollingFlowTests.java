package io.tieout.channels.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.channels.Backfill;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.Polling;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What is fetched from a partner, page by page, with all that can go wrong. */
@IntegrationTest
class PollingFlowTests {

    private static final Actor TESTER = Actor.system("test");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Connections connections;

    @Autowired
    Polling polling;

    @Autowired
    Inbox inbox;

    @Autowired
    WorkItems workItems;

    @Autowired
    TransactionTemplate transaction;

    private final Receiver partner = new Receiver();
    private final ConnectionCode code =
            ConnectionCode.of("poll-" + UUID.randomUUID().toString().substring(0, 8));

    private void connect(String intervalMs, boolean paused) {
        connections.save(
                new Connection(
                        code,
                        ProbePartner.NAME,
                        EntityCode.of("DE01"),
                        ZoneOffset.UTC,
                        Map.of("url", partner.url(), "poll", intervalMs),
                        List.of(),
                        paused),
                Map.of(),
                TESTER);
    }

    @AfterEach
    void close() {
        transaction.executeWithoutResult(_ -> connections.remove(code, TESTER));
        partner.close();
    }

    private static Receiver.Answer page(String body) {
        return new Receiver.Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    private List<InboxMessage> messages() {
        return inbox.list(new InboxFilter(code.value(), null, null), 100, null).items();
    }

    @Test
    void pagesAreFetchedOneAfterTheOtherAndWhatIsKnownChangesNothing() {
        var asked = new AtomicInteger();
        partner.answers(_ -> switch (asked.incrementAndGet()) {
            case 1 -> page("{\"notes\":[\"n1 a\",\"n2 b\"],\"next\":\"p2\",\"more\":true}");
            case 2 -> page("{\"notes\":[\"n2 b\",\"n3 c\"],\"next\":\"p3\",\"more\":false}");
            default -> page("{\"notes\":[\"n3 c\"],\"next\":\"p3\"}");
        });
        connect("300", false);

        await().atMost(SOON).until(() -> polling.streams(code).stream().anyMatch(stream -> stream.pages() >= 3));
        assertThat(messages()).hasSize(3);
        assertThat(polling.streams(code)).singleElement().satisfies(stream -> {
            assertThat(stream.cursor()).isEqualTo("p3");
            assertThat(stream.fresh()).isEqualTo(3);
            assertThat(stream.found()).isGreaterThanOrEqualTo(5);
            assertThat(stream.lastTrouble()).isNull();
        });
        await().atMost(SOON)
                .until(() -> messages().stream().allMatch(one -> one.state() == InboxMessage.State.PROCESSED));
    }

    @Test
    void aPartnerThatIsDownIsAStateAndThenAWorkItemThatEndsByItself() {
        partner.answers(_ -> Receiver.Answer.of(503));
        connect("100", false);

        await().atMost(Duration.ofSeconds(40))
                .until(() -> polling.streams(code).stream().anyMatch(stream -> stream.failures() >= 3));
        assertThat(polling.streams(code).getFirst().lastTrouble()).contains("503");
        assertThat(polling.streams(code).getFirst().lastSuccess()).isNull();

        partner.answers(_ -> page("{\"notes\":[\"up again\"],\"next\":\"1\"}"));
        polling.hurry(code, TESTER);
        await().atMost(SOON).until(() -> polling.streams(code).getFirst().failures() == 0);
        assertThat(polling.streams(code).getFirst().lastTrouble()).contains("503");
        assertThat(messages()).hasSize(1);
    }

    @Test
    void oneMessageWithOtherContentKeepsNoneOfItsPageBack() {
        var asked = new AtomicInteger();
        partner.answers(_ -> asked.incrementAndGet() == 1
                ? page("{\"notes\":[\"n1 first\"],\"next\":\"1\",\"more\":true}")
                : page("{\"notes\":[\"n1 other\",\"n2 fine\"],\"next\":\"2\"}"));
        connect("60000", false);

        await().atMost(SOON).until(() -> messages().size() == 2);
        assertThat(workItems
                        .list(
                                new WorkItemFilter(
                                        null,
                                        null,
                                        ChannelProblem.POLLED_REFUSED.code(),
                                        "poll:" + code + ":notes:message.identity-reused"),
                                10,
                                null)
                        .items())
                .singleElement()
                .satisfies(item -> assertThat(item.context().get("body")).isEqualTo("n1 other"));
    }

    @Test
    void aBackfillFetchesItsWindowBesideTheLiveStreamAndFindsWhatWasMissed() {
        partner.answers(call -> page("{\"notes\":[],\"next\":\"live\"}"));
        connect("60000", false);
        await().atMost(SOON).until(() -> polling.streams(code).stream().anyMatch(stream -> stream.pages() == 1));
        var asked = new AtomicInteger();
        partner.answers(_ -> asked.incrementAndGet() < 3
                ? page("{\"notes\":[\"missed-" + asked.get() + " x\"],\"next\":\"b" + asked.get() + "\",\"more\":true}")
                : page("{\"notes\":[\"missed-3 x\"],\"next\":\"b3\",\"more\":false}"));

        var now = Instant.now();
        polling.backfill(code, null, now.minusSeconds(86_400), now, TESTER);

        await().atMost(SOON).until(() -> polling.backfills(code).getFirst().state() == Backfill.State.DONE);
        var backfill = polling.backfills(code).getFirst();
        assertThat(backfill.pages()).isEqualTo(3);
        assertThat(backfill.fresh()).isEqualTo(3);
        assertThat(polling.streams(code).getFirst().cursor()).isEqualTo("live");
        assertThat(messages()).hasSize(3);
        assertThatThrownBy(() -> polling.cancel(backfill.id(), TESTER)).isInstanceOf(ProblemException.class);
    }

    @Test
    void aPausedConnectionIsNotAskedAndABackfillCanBeCancelled() {
        partner.answers(_ -> page("{\"notes\":[]}"));
        connect("100", true);

        var id = polling.backfill(
                        code,
                        "notes",
                        Instant.now().minusSeconds(100),
                        Instant.now().minusSeconds(50),
                        TESTER)
                .getFirst();
        assertThat(partner.calls()).isEmpty();
        polling.cancel(id, TESTER);

        assertThat(polling.backfills(code).getFirst().state()).isEqualTo(Backfill.State.CANCELLED);
        assertThatThrownBy(() -> polling.backfill(code, "nothing", Instant.EPOCH, Instant.now(), TESTER))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> polling.backfill(code, null, Instant.now(), Instant.EPOCH, TESTER))
                .isInstanceOf(ProblemException.class);
        connect("100", false);
        await().atMost(SOON).until(() -> !partner.calls().isEmpty());
    }
}
