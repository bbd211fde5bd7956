package io.tieout.channels.partner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.channels.ChannelCommands;
import io.tieout.channels.Connection;
import io.tieout.channels.ConnectionHealth;
import io.tieout.channels.Connections;
import io.tieout.channels.HealthReport;
import io.tieout.channels.Novelty;
import io.tieout.channels.PayloadDrift;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Receiver;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What is told of a connection, and what was met that no model names. */
@IntegrationTest
class ConnectionHealthTests {

    private static final Actor TESTER = Actor.system("test");
    private static final Duration SOON = Duration.ofSeconds(20);

    @Autowired
    Connections connections;

    @Autowired
    ConnectionHealth health;

    @Autowired
    ChannelCommands commands;

    @Autowired
    PayloadDrift drift;

    @Autowired
    Drift fields;

    @Autowired
    WorkItems workItems;

    @Autowired
    TransactionTemplate transaction;

    private final Receiver partner = new Receiver();
    private final String unique = UUID.randomUUID().toString().substring(0, 8);
    private final ConnectionCode code = ConnectionCode.of("health-" + unique);
    private final String adapter = "drifting-" + unique;

    @AfterEach
    void close() {
        transaction.executeWithoutResult(_ -> connections.remove(code, TESTER));
        partner.close();
    }

    private HealthReport report() {
        return health.of(code).orElseThrow();
    }

    @Test
    void aConnectionsStateFollowsWhatWaitsAndWhatIsDead() {
        partner.answers(_ -> new Receiver.Answer(422, Map.of(), "{\"code\":\"no\",\"message\":\"no\"}"));
        connections.save(
                new Connection(
                        code,
                        ProbePartner.NAME,
                        EntityCode.of("DE01"),
                        ZoneOffset.UTC,
                        Map.of("url", partner.url()),
                        List.of("token", "absent"),
                        false),
                Map.of("token", "a-token"),
                TESTER);
        assertThat(report().state()).isEqualTo(HealthReport.State.SILENT);
        assertThat(report().secrets())
                .containsExactlyInAnyOrder(
                        new HealthReport.Secret("token", true), new HealthReport.Secret("absent", false));
        assertThat(report().commands()).contains("acknowledge-order", "ship-order");

        transaction.executeWithoutResult(_ -> commands.tell(
                code, new ChannelCommand.AcknowledgeOrder("order:" + code + ":1", "1", true, null, List.of())));
        await().atMost(SOON).until(() -> report().outboundDead() == 1);

        assertThat(report().state()).isEqualTo(HealthReport.State.NEEDS_YOU);
        connections.setPaused(code, true, TESTER);
        assertThat(report().state()).isEqualTo(HealthReport.State.PAUSED);
        connections.setPaused(code, true, TESTER);
        connections.setPaused(code, false, TESTER);
    }

    private List<WorkItem> tickets() {
        return workItems
                .list(
                        new WorkItemFilter(
                                WorkItem.State.OPEN,
                                null,
                                InboxProblem.UNKNOWN_FIELD.code(),
                                "value:" + adapter + ":order.status=MOONED"),
                        10,
                        null)
                .items();
    }

    @Test
    void aNewValueOpensOneTicketWithACountAndIsOnlyCountedOnceItIsKnown() {
        connections.save(
                new Connection(
                        code, ProbePartner.NAME, EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false),
                Map.of(),
                TESTER);
        for (var times = 0; times < 3; times++) {
            drift.met(adapter, Novelty.Kind.VALUE, "order.status", "MOONED");
        }

        assertThat(tickets()).singleElement().satisfies(item -> {
            assertThat(item.occurrences()).isEqualTo(1);
            assertThat(item.detail()).contains("MOONED");
        });
        assertThat(drift.list(adapter)).singleElement().satisfies(novelty -> {
            assertThat(novelty.count()).isEqualTo(3);
            assertThat(novelty.kind()).isEqualTo(Novelty.Kind.VALUE);
        });

        workItems.act(tickets().getFirst().id(), "known-now", Map.of(), TESTER);
        drift.met(adapter, Novelty.Kind.VALUE, "order.status", "MOONED");

        assertThat(tickets()).isEmpty();
        assertThat(drift.list(adapter)).singleElement().satisfies(novelty -> {
            assertThat(novelty.count()).isEqualTo(4);
            assertThat(novelty.acknowledgedBy()).isNotNull();
        });
    }

    @Test
    void aFieldIsRemarkedOnOnceAndARolledBackMessageForgetsIt() {
        connections.save(
                new Connection(
                        code, ProbePartner.NAME, EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false),
                Map.of(),
                TESTER);
        transaction.executeWithoutResult(status -> {
            assertThat(fields.processed(adapter, Set.of(), Set.of("line.colour")))
                    .isInstanceOf(Outcome.ProcessedWithRemarks.class);
            status.setRollbackOnly();
        });
        assertThat(drift.list(adapter)).isEmpty();

        Outcome first = transaction.execute(_ -> fields.processed(adapter, Set.of(), Set.of("line.colour")));
        Outcome second = transaction.execute(_ -> fields.processed(adapter, Set.of(), Set.of("line.colour")));

        assertThat(first).isInstanceOf(Outcome.ProcessedWithRemarks.class);
        assertThat(second).isInstanceOf(Outcome.Processed.class);
        assertThat(drift.list(adapter))
                .singleElement()
                .extracting(Novelty::count)
                .isEqualTo(2L);
    }

    @Test
    void aHostilePartnerCannotOpenTicketsWithoutEnd() {
        connections.save(
                new Connection(
                        code, ProbePartner.NAME, EntityCode.of("DE01"), ZoneOffset.UTC, Map.of(), List.of(), false),
                Map.of(),
                TESTER);
        for (var number = 0; number < 320; number++) {
            var field = "f" + number + "\u0000\n🎁".repeat(30);
            transaction.executeWithoutResult(_ -> fields.processed(adapter, Set.of(), Set.of(field)));
        }

        assertThat(drift.list(adapter)).hasSize(301).anySatisfy(novelty -> {
            assertThat(novelty.path()).isEqualTo("(others)");
            assertThat(novelty.count()).isEqualTo(20);
        });
    }
}
