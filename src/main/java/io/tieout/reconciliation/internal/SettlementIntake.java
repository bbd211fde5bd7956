package io.tieout.reconciliation.internal;

import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.reconciliation.ReconciliationProblem;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.SettlementLine;
import java.time.Clock;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes settlements in: rows staged, footed, matched and kept. */
@Component
public class SettlementIntake {

    private static final int TRACED_ORDERS_MAX = 1_000;

    private final LineTypes types;
    private final StagedLines staging;
    private final Matching matching;
    private final SettlementStore settlements;
    private final SettlementLines lines;
    private final SettlementExceptions exceptions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SettlementIntake(
            LineTypes types,
            StagedLines staging,
            Matching matching,
            SettlementStore settlements,
            SettlementLines lines,
            SettlementExceptions exceptions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.types = types;
        this.staging = staging;
        this.matching = matching;
        this.settlements = settlements;
        this.lines = lines;
        this.exceptions = exceptions;
        this.events = events;
        this.clock = clock;
    }

    /** @param fresh false where the same content was there before; @param active false where it stays beside a posted version */
    public record Taken(UUID id, boolean fresh, boolean active) {}

    public Taken take(SettlementFile file, Iterator<SettlementLine> rows) {
        settlements.lock(file.connection());
        var now = clock.instant();
        var on = file.periodEnd() == null ? SettlementStore.today(now) : SettlementStore.today(file.periodEnd());
        var staged = staging.copy(file, rows, types.of(file.kind(), on));
        foot(file, staged.footing());
        var versions = settlements.versions(file);
        for (var version : versions) {
            if (version.contentHash().equals(staged.contentHash())) {
                return new Taken(version.id(), false, version.active());
            }
        }
        var id = Ids.next();
        var number = versions.isEmpty() ? 1 : versions.getFirst().version() + 1;
        var standing = versions.stream().filter(SettlementStore.Version::active).findFirst();
        if (standing.isPresent() && standing.get().state() != Settlement.State.FOOTED) {
            settlements.insert(id, file, number, false, staged, now);
            lines.keepCompared(id, standing.get().id());
            settlements.summarize(id);
            exceptions.reissued(file, number);
            trace(file, id, staged, TraceStep.State.NEEDS_YOU);
            return new Taken(id, true, false);
        }
        standing.ifPresent(version -> {
            settlements.supersede(version.id());
            matching.release(version.id());
        });
        settlements.insert(id, file, number, true, staged, now);
        matching.run(file.connection().value(), file.deposit().currency().getCurrencyCode());
        lines.keepMatched(id);
        matching.claim(id);
        settlements.summarize(id);
        exceptions.raise(id, file, staged.footing());
        exceptions.checkReserveChain(id);
        trace(file, id, staged, TraceStep.State.DONE);
        traceOrders(file, id);
        return new Taken(id, true, true);
    }

    private void foot(SettlementFile file, Footing footing) {
        if (footing.rows() == 0) {
            throw new ProblemException(
                    ReconciliationProblem.EMPTY, "Settlement " + file.externalId() + " has a header but no rows");
        }
        var difference = file.deposit().amount().subtract(footing.sum());
        if (difference.signum() != 0) {
            var causes = staging.candidates(difference);
            throw new ProblemException(
                    ReconciliationProblem.DOES_NOT_FOOT,
                    "Settlement " + file.externalId() + " says " + file.deposit() + ", its " + footing.rows()
                            + " rows add up to " + footing.sum().toPlainString() + ": "
                            + difference.toPlainString() + " is missing"
                            + (causes.isEmpty() ? "" : "; " + String.join("; ", causes)));
        }
    }

    /** A step per settled order; of a large file none, since its rows can be found by their order (see {@code linesByReference}). */
    private void traceOrders(SettlementFile file, UUID id) {
        var orders = lines.matchedReferences(id, TRACED_ORDERS_MAX + 1);
        if (orders.size() > TRACED_ORDERS_MAX) {
            return;
        }
        for (var order : orders) {
            events.publishEvent(TraceStep.done(
                    clock.instant(),
                    "order.settled",
                    file.connection().value(),
                    SettlementExceptions.orderKey(file.connection(), order.reference()),
                    List.of(file.key().value(), file.externalId()),
                    Map.of(
                            "rows", String.valueOf(order.rows()),
                            "amount", new Money(order.amount(), file.deposit().currency()).toString())));
        }
    }

    private void trace(SettlementFile file, UUID id, StagedLines.Staged staged, TraceStep.State state) {
        var step = TraceStep.done(
                clock.instant(),
                "settlement.taken",
                file.connection().value(),
                file.key(),
                List.of(id.toString(), file.externalId()),
                Map.of(
                        "rows", String.valueOf(staged.footing().rows()),
                        "deposit", file.deposit().toString(),
                        "kind", file.kind()));
        events.publishEvent(new TraceStep(
                step.at(),
                step.what(),
                step.by(),
                step.subject(),
                step.identifiers(),
                step.message(),
                state,
                step.detail()));
    }
}
