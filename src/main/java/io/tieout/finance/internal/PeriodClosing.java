package io.tieout.finance.internal;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.finance.FinanceProblem;
import io.tieout.finance.Periods;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.ProblemException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Opens and closes periods; in the caller's transaction, under the ledger's lock, so that no posting slips in behind a close. */
@Component
public class PeriodClosing {

    private static final int BLOCKERS_MAX = 50;

    private final PeriodCalendar calendar;
    private final JournalWriter writer;
    private final EventQueue queue;
    private final Proposals proposals;
    private final Catalog catalog;
    private final Audit audit;

    PeriodClosing(
            PeriodCalendar calendar,
            JournalWriter writer,
            EventQueue queue,
            Proposals proposals,
            Catalog catalog,
            Audit audit) {
        this.calendar = calendar;
        this.writer = writer;
        this.queue = queue;
        this.proposals = proposals;
        this.catalog = catalog;
        this.audit = audit;
    }

    public Periods.State state(EntityCode entity, YearMonth period) {
        return calendar.find(entity, period).orElse(Periods.State.OPEN);
    }

    public List<Periods.Period> list(EntityCode entity) {
        return calendar.list(entity);
    }

    public List<String> blockers(EntityCode entity, YearMonth period) {
        var blockers = new ArrayList<>(queue.unposted(entity, period.atDay(1), period.atEndOfMonth(), BLOCKERS_MAX));
        blockers.addAll(proposals.waiting(entity, period.atDay(1), period.atEndOfMonth(), BLOCKERS_MAX));
        return blockers;
    }

    /** @return whether it changed */
    public boolean set(EntityCode entity, YearMonth period, Periods.State state, Actor by) {
        if (catalog.entity(entity).isEmpty()) {
            throw new ProblemException(FinanceProblem.ENTITY_UNKNOWN, "There is no legal entity " + entity);
        }
        writer.lock(entity.value());
        if (state(entity, period) == state) {
            return false;
        }
        if (state == Periods.State.CLOSED) {
            refuseWhileWaitedFor(entity, period);
        }
        calendar.set(entity, period, state, by);
        audit.record(
                by,
                "period." + state.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "period:" + entity + ":" + period,
                Map.of("entity", entity.value(), "period", period.toString()));
        return true;
    }

    private void refuseWhileWaitedFor(EntityCode entity, YearMonth period) {
        var blockers = blockers(entity, period);
        if (!blockers.isEmpty()) {
            throw new ProblemException(
                    FinanceProblem.PERIOD_STILL_WAITED_FOR,
                    period + " of " + entity + " cannot be closed: " + blockers.getFirst()
                            + (blockers.size() > 1 ? " and others" : ""),
                    blockers.stream()
                            .map(blocker -> new ProblemException.Place("/", blocker))
                            .toList());
        }
    }
}
