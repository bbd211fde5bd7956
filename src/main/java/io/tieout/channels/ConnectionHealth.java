package io.tieout.channels;

import io.tieout.channels.HealthReport.State;
import io.tieout.channels.calls.CallBudgets;
import io.tieout.channels.commands.CommandAdapters;
import io.tieout.channels.commands.CommandQueue;
import io.tieout.channels.drift.DriftBook;
import io.tieout.channels.internal.Adapters;
import io.tieout.channels.polling.PollRegister;
import io.tieout.channels.spi.UnprovenParts;
import io.tieout.delivery.Delivery;
import io.tieout.delivery.PartnerBacklog;
import io.tieout.delivery.PartnerMessages;
import io.tieout.inbox.ConnectionCounts;
import io.tieout.inbox.Inbox;
import io.tieout.kernel.ConnectionCode;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** How connections stand: what came, what waits, what leaves, and what the partner allows. */
@Service
public class ConnectionHealth {

    private static final int NOVELTIES_MAX = 100;

    private final Connections connections;
    private final Adapters adapters;
    private final Inbox inbox;
    private final CommandAdapters commandAdapters;
    private final PartnerMessages messages;
    private final CallBudgets budgets;
    private final PollRegister polling;
    private final DriftBook drift;
    private final List<UnprovenParts> unproven;

    ConnectionHealth(
            Connections connections,
            Adapters adapters,
            Inbox inbox,
            CommandAdapters commandAdapters,
            PartnerMessages messages,
            CallBudgets budgets,
            PollRegister polling,
            DriftBook drift,
            List<UnprovenParts> unproven) {
        this.connections = connections;
        this.adapters = adapters;
        this.inbox = inbox;
        this.commandAdapters = commandAdapters;
        this.messages = messages;
        this.budgets = budgets;
        this.polling = polling;
        this.drift = drift;
        this.unproven = List.copyOf(unproven);
    }

    /** Empty where there is no such connection. */
    public Optional<HealthReport> of(ConnectionCode code) {
        return connections.find(code).map(this::report);
    }

    private HealthReport report(Connection connection) {
        var code = connection.code();
        var inbound = inbox.counts(code, adapters.kinds(connection.adapter()));
        var outbound = messages.backlog(CommandQueue.destination(code));
        var streams = polling.streams(code);
        var limits = budgets.of(code);
        var waiting = count(outbound, false);
        var dead = count(outbound, true);
        var lastSuccess = Stream.concat(
                        Stream.ofNullable(inbound.lastProcessedAt()),
                        streams.stream().map(PollStream::lastSuccess).filter(Objects::nonNull))
                .max(Instant::compareTo)
                .orElse(null);
        return new HealthReport(
                code.value(),
                connection.adapter(),
                state(connection, inbound, waiting, dead, streams, lastSuccess),
                connection.paused(),
                inbound.lastReceivedAt(),
                lastSuccess,
                inbound.waiting(),
                inbound.oldestWaiting(),
                inbound.parked(),
                inbound.failed(),
                waiting,
                outbound.stream()
                        .filter(one -> one.state() != Delivery.State.DEAD)
                        .map(PartnerBacklog::oldest)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null),
                dead,
                drainSeconds(waiting, limits),
                commandAdapters.kinds(connection),
                limits,
                streams,
                polling.backfills(code),
                drift.of(connection.adapter(), NOVELTIES_MAX).stream()
                        .filter(novelty -> novelty.acknowledgedAt() == null)
                        .toList(),
                connection.secrets().stream()
                        .map(name -> new HealthReport.Secret(
                                name, connections.secret(code, name).isPresent()))
                        .toList(),
                unproven.stream()
                        .filter(one -> one.adapter().equals(connection.adapter()))
                        .flatMap(one -> one.parts().stream())
                        .toList());
    }

    private static long count(List<PartnerBacklog> outbound, boolean dead) {
        return outbound.stream()
                .filter(one -> (one.state() == Delivery.State.DEAD) == dead)
                .mapToLong(PartnerBacklog::messages)
                .sum();
    }

    private static State state(
            Connection connection,
            ConnectionCounts inbound,
            long waiting,
            long dead,
            List<PollStream> streams,
            @Nullable Instant lastSuccess) {
        if (connection.paused()) {
            return State.PAUSED;
        }
        if (inbound.failed() > 0 || dead > 0) {
            return State.NEEDS_YOU;
        }
        if (inbound.waiting() + inbound.parked() + waiting > 0
                || streams.stream().anyMatch(stream -> stream.failures() > 0)) {
            return State.WAITING;
        }
        return inbound.lastReceivedAt() == null && lastSuccess == null ? State.SILENT : State.OK;
    }

    /** By the tightest limit that commands meet; what it allows at once is taken off. */
    private static @Nullable Long drainSeconds(long waiting, List<CallBudget> limits) {
        var tightest = limits.stream()
                .filter(limit -> limit.forCommands() && limit.ratePerSecond() != null)
                .min(java.util.Comparator.comparing(CallBudget::ratePerSecond))
                .orElse(null);
        if (tightest == null || tightest.ratePerSecond() == null) {
            return waiting == 0 ? Long.valueOf(0) : null;
        }
        var left = tightest.left() == null ? 0 : tightest.left();
        return (long) Math.ceil(Math.max(0, waiting - left) / tightest.ratePerSecond());
    }
}
