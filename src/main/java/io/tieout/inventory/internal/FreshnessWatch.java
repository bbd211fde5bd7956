package io.tieout.inventory.internal;

import io.tieout.access.Audit;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Freshness;
import io.tieout.inventory.Freshness.Grade;
import io.tieout.inventory.StockProblem;
import io.tieout.inventory.events.LocationGraded;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves locations down the ladder while nothing is heard of them, and up again at once. What was heard is kept in memory until
 * the next look, so that no sale waits for it; a node that dies forgets a few seconds, which the next message mends.
 */
@Component
public class FreshnessWatch {

    private static final Actor ITSELF = Actor.system("freshness");

    private final Map<LocationCode, Instant> heard = new ConcurrentHashMap<>();
    private final FreshnessRows rows;
    private final Catalog catalog;
    private final WorkItems workItems;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FreshnessWatch(
            FreshnessRows rows,
            Catalog catalog,
            WorkItems workItems,
            Audit audit,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.catalog = catalog;
        this.workItems = workItems;
        this.audit = audit;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Something came from there. Cheap, and needs no transaction. */
    public void heard(LocationCode location, Instant at) {
        var now = clock.instant(); // a clock that runs ahead must not keep a location fresh for longer
        heard.merge(location, at.isAfter(now) ? now : at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** Keeps what was heard and grades every location. @return false: the next look is due after a pause */
    public boolean run() {
        var news = new HashMap<LocationCode, Instant>();
        for (var location : Set.copyOf(heard.keySet())) {
            var at = heard.remove(location);
            if (at != null && catalog.location(location).isPresent()) {
                news.put(location, at);
            }
        }
        transaction.executeWithoutResult(_ -> {
            if (!news.isEmpty()) {
                rows.heard(news);
            }
            grade();
        });
        return false;
    }

    private void grade() {
        var now = clock.instant();
        var rules = byScope();
        for (var known : rows.list()) {
            var location = catalog.location(known.location()).orElse(null);
            var rule = location == null ? null : rule(rules, location);
            var grade = rule == null ? Grade.NORMAL : rule.grade(known.heardAt(), now, location.zone());
            if (grade != known.grade() && rows.grade(known, grade, now)) {
                tell(known, grade, now);
            }
        }
    }

    /** What each location keeps back beside safety stock, by its grade. */
    Quantity buffer(Map<String, FreshnessRule> rules, Location location) {
        var rule = rule(rules, location);
        return rule == null ? Quantity.ZERO : rule.buffer();
    }

    Map<String, FreshnessRule> byScope() {
        return rows.rules().stream().collect(Collectors.toMap(FreshnessRule::scope, Function.identity()));
    }

    @org.jspecify.annotations.Nullable
    private static FreshnessRule rule(Map<String, FreshnessRule> rules, Location location) {
        for (var scope : List.of(location.code().value(), location.type().name(), "*")) {
            var rule = rules.get(scope);
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    private void tell(Freshness before, Grade grade, Instant now) {
        var subject = BusinessKey.of("location:" + before.location());
        var detail = Map.of(
                "from", before.grade().name(),
                "to", grade.name(),
                "lastHeard", before.heardAt().toString());
        audit.record(ITSELF, "location.graded", subject.value(), detail);
        events.publishEvent(new TraceStep(
                now,
                "location.graded",
                "inventory",
                subject,
                Set.of(before.location().value()),
                null,
                grade == Grade.NORMAL ? TraceStep.State.DONE : TraceStep.State.WAITING,
                detail));
        if (grade == Grade.NORMAL) {
            workItems.resolve(StockProblem.LOCATION_SILENT, subject, "It is heard of again");
        } else {
            workItems.raise(new NewWorkItem(
                    StockProblem.LOCATION_SILENT,
                    subject,
                    Roles.INVENTORY,
                    grade == Grade.OFF_SALE ? NewWorkItem.Severity.HIGH : NewWorkItem.Severity.NORMAL,
                    "Nothing was heard of %s since %s: it is %s"
                            .formatted(
                                    before.location(),
                                    before.heardAt(),
                                    switch (grade) {
                                        case NORMAL, RAISED_BUFFER -> "offered with a raised buffer";
                                        case COLLECT_ONLY -> "offered for collection only";
                                        case OFF_SALE -> "off sale";
                                    }),
                    null,
                    Map.of("location", before.location().value(), "grade", grade.name())));
        }
        events.publishEvent(new LocationGraded(before.location(), grade, now));
    }
}
