package io.tieout.channels.cutover;

import io.tieout.access.Roles;
import io.tieout.channels.CutoverProblem;
import io.tieout.channels.StoreStage;
import io.tieout.channels.cutover.FeedReceipt.Identity;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the two feeds of stores in dual run told, receipt by receipt, and which telling was booked. */
@Component
public class FeedLedger {

    private final StageRows stages;
    private final FeedRows feeds;
    private final ParityDays days;
    private final WorkItems workItems;
    private final Clock clock;

    FeedLedger(StageRows stages, FeedRows feeds, ParityDays days, WorkItems workItems, Clock clock) {
        this.stages = stages;
        this.feeds = feeds;
        this.days = days;
        this.workItems = workItems;
        this.clock = clock;
    }

    /** Those in force of some stores, the latest first; none for stores that never moved. */
    public List<StoreStage> stages(Collection<String> stores) {
        return stores.isEmpty() ? List.of() : stages.inForce(stores);
    }

    /** Under what a receipt was booked. */
    public Optional<FeedReceipt> booked(Identity identity) {
        return feeds.find(List.of(identity)).stream()
                .filter(FeedReceipt::booked)
                .findFirst();
    }

    /**
     * Notes what one feed tells, in the caller's transaction. A receipt that the other feed told differently becomes a work
     * item; a finished day that is not the same in both becomes one as well.
     *
     */
    public Claims claim(List<FeedReceipt> tellings, Map<LocationCode, StoreStage> stagesOfStores) {
        feeds.hold(tellings.stream()
                .map(telling -> telling.identity().store().value())
                .toList());
        var known = new HashMap<Identity, Map<ConnectionCode, FeedReceipt>>();
        feeds.find(tellings.stream().map(FeedReceipt::identity).distinct().toList())
                .forEach(telling -> known.computeIfAbsent(telling.identity(), _ -> new HashMap<>())
                        .put(telling.connection(), telling));
        var mine = new LinkedHashSet<Identity>();
        var others = new HashMap<Identity, FeedReceipt>();
        var fresh = new LinkedHashMap<Identity, FeedReceipt>();
        for (var telling : tellings) {
            var told = known.getOrDefault(telling.identity(), Map.of());
            var before = told.get(telling.connection());
            var booked = told.values().stream().filter(FeedReceipt::booked).findFirst();
            var counts = before != null ? before.booked() : booked.isEmpty();
            if (counts) {
                mine.add(telling.identity());
            } else {
                booked.ifPresent(other -> others.put(telling.identity(), other));
            }
            if (before == null && fresh.putIfAbsent(telling.identity(), telling.counted(counts)) == null) {
                booked.ifPresent(other -> compare(telling, other));
            }
        }
        feeds.insert(List.copyOf(fresh.values()));
        judge(fresh.keySet(), stagesOfStores);
        return new Claims(mine, others);
    }

    /**
     * What is to be done with what was told.
     *
     * @param mine those that the caller is to book: the first telling of each, again and again
     * @param others how the other feed told those that are booked already
     */
    public record Claims(Set<Identity> mine, Map<Identity, FeedReceipt> others) {}

    private void compare(FeedReceipt telling, FeedReceipt booked) {
        var differences = telling.differences(booked);
        if (differences.isEmpty()) {
            return;
        }
        workItems.raise(new NewWorkItem(
                CutoverProblem.FEEDS_DIFFER,
                BusinessKey.of("order:" + booked.connection() + ":" + booked.externalId()),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Receipt " + telling.identity().receipt() + " of store "
                        + telling.identity().store() + " on "
                        + telling.identity().businessDate() + ": "
                        + differences.stream()
                                .map(difference -> difference.what() + " " + difference.others() + " by "
                                        + booked.connection() + " (booked), " + difference.mine() + " by "
                                        + telling.connection())
                                .collect(Collectors.joining("; ")),
                telling.message(),
                Map.of("store", telling.identity().store().value(), "receipt", telling.externalId())));
    }

    /** Looks at days that are over: those that nobody looked at yet, and those that were but to which something was added. */
    private void judge(Set<Identity> added, Map<LocationCode, StoreStage> stagesOfStores) {
        var byStore = added.stream()
                .collect(Collectors.groupingBy(
                        Identity::store, Collectors.mapping(Identity::businessDate, Collectors.toSet())));
        byStore.forEach((store, dates) -> {
            var stage = stagesOfStores.get(store);
            if (stage == null) {
                return;
            }
            var judged = new LinkedHashSet<LocalDate>(feeds.judged(store, dates));
            // a feed has the whole next day to come in
            judged.addAll(feeds.takeUnjudged(store, days.today(store).minusDays(1), clock.instant()));
            judged.forEach(date -> days.judge(stage, store, date));
        });
    }
}
