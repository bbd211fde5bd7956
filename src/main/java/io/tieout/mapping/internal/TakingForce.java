package io.tieout.mapping.internal;

import io.tieout.access.Audit;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.TraceStep;
import io.tieout.mapping.MappingProblem;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.events.MappingTookForce;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts approved sets in force on their day, ends what waited for them, and tells the other modules. */
@Component
public class TakingForce {

    private static final Actor CALENDAR = Actor.system("calendar");

    private final MappingRows rows;
    private final MappingCache cache;
    private final WaitKeys waitKeys;
    private final WorkItems workItems;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    TakingForce(
            MappingRows rows,
            MappingCache cache,
            WaitKeys waitKeys,
            WorkItems workItems,
            Audit audit,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.cache = cache;
        this.waitKeys = waitKeys;
        this.workItems = workItems;
        this.audit = audit;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Business dates change here with UTC; what is resolved for a day does not depend on it. */
    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Puts an approved set in force, in the caller's transaction, which raised the revision. */
    public void now(MappingSet set, Actor by) {
        var at = clock.instant();
        rows.takeForce(set, at);
        var keys = waitKeys.satisfiedBy(set);
        var waiting = waitKeys.waiting();
        for (var key : keys.stream().filter(waiting::contains).toList()) {
            workItems.resolve(
                    MappingProblem.CODE_UNMAPPED,
                    BusinessKey.of(key),
                    "Mapped by set %s number %d".formatted(set.partner(), set.number()));
        }
        audit.record(
                by,
                "mapping.took-force",
                set.id().toString(),
                Map.of(
                        "kind", set.kind().code(),
                        "partner", set.partner(),
                        "number", String.valueOf(set.number()),
                        "approval", set.approval().name()));
        events.publishEvent(TraceStep.done(
                at,
                "mapping.took-force",
                by.toString(),
                BusinessKey.of("mapping-set:" + set.id()),
                List.of(set.id().toString()),
                Map.of("kind", set.kind().code(), "partner", set.partner(), "number", String.valueOf(set.number()))));
        events.publishEvent(new MappingTookForce(set.id(), set.kind().code(), set.partner(), Set.copyOf(keys)));
    }

    /** Puts those in force whose day has come. @return whether there may be more */
    public boolean runDue() {
        return Boolean.TRUE.equals(transaction.execute(_ -> {
            var due = rows.due(today());
            if (!due.isEmpty()) {
                cache.revision().raise();
                due.forEach(set -> now(set, CALENDAR));
            }
            return !due.isEmpty();
        }));
    }
}
