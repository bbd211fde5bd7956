package io.tieout.channels.cutover;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.channels.CutoverProblem;
import io.tieout.channels.StoreParity;
import io.tieout.channels.StoreParity.Day;
import io.tieout.channels.StoreParity.Difference;
import io.tieout.channels.StoreParity.Totals;
import io.tieout.channels.StoreStage;
import io.tieout.channels.cutover.FeedReceipt.Identity;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lays two feeds of a store side by side, day by day. */
@Component
public class ParityDays {

    private static final String MISSING = "missing";

    private final FeedRows feeds;
    private final Catalog catalog;
    private final WorkItems workItems;
    private final Clock clock;

    ParityDays(FeedRows feeds, Catalog catalog, WorkItems workItems, Clock clock) {
        this.feeds = feeds;
        this.catalog = catalog;
        this.workItems = workItems;
        this.clock = clock;
    }

    LocalDate today(LocationCode store) {
        return LocalDate.ofInstant(
                clock.instant(),
                catalog.location(store).map(location -> location.zone()).orElse(ZoneOffset.UTC));
    }

    /** The latest days of a store, the latest first. @param stage the stage that names the two feeds */
    public List<Day> latest(StoreStage stage, int days) {
        var dates = feeds.dates(stage.store(), today(stage.store()), days);
        return dates.isEmpty() ? List.of() : between(stage, dates.getLast(), dates.getFirst());
    }

    /** The days between, both included, of which either feed told; the latest first. */
    public List<Day> between(StoreStage stage, LocalDate from, LocalDate to) {
        var byDay = new TreeMap<LocalDate, List<FeedReceipt>>();
        feeds.days(stage.store(), from, to)
                .forEach(telling -> byDay.computeIfAbsent(telling.identity().businessDate(), _ -> new ArrayList<>())
                        .add(telling));
        var today = today(stage.store());
        return byDay.descendingMap().entrySet().stream()
                .map(entry -> day(stage, entry.getKey(), entry.getKey().isBefore(today), entry.getValue()))
                .toList();
    }

    private static Day day(StoreStage stage, LocalDate date, boolean over, List<FeedReceipt> tellings) {
        var pairs = new LinkedHashMap<Identity, Pair>();
        for (var telling : tellings) {
            var pair = pairs.getOrDefault(telling.identity(), new Pair(null, null));
            pairs.put(
                    telling.identity(),
                    telling.connection().equals(stage.legacy())
                            ? new Pair(telling, pair.api)
                            : new Pair(pair.legacy, telling));
        }
        var differences = new ArrayList<Difference>();
        pairs.forEach((identity, pair) -> pair.differences(identity, differences));
        return new Day(
                date,
                over,
                totals(tellings.stream()
                        .filter(telling -> telling.connection().equals(stage.legacy()))
                        .toList()),
                totals(tellings.stream()
                        .filter(telling -> !telling.connection().equals(stage.legacy()))
                        .toList()),
                differences);
    }

    private record Pair(
            @Nullable FeedReceipt legacy, @Nullable FeedReceipt api) {

        private void differences(Identity identity, List<Difference> all) {
            var receipt = identity.kind() == FeedReceipt.Kind.VOID ? identity.receipt() + " void" : identity.receipt();
            if (legacy == null || api == null) {
                var only = legacy == null ? api : legacy;
                all.add(new Difference(
                        receipt,
                        MISSING,
                        legacy == null ? MISSING : "there",
                        api == null ? MISSING : "there",
                        only == null ? "" : only.connection().value()));
                return;
            }
            var by = (legacy.booked() ? legacy : api).connection().value();
            legacy.differences(api)
                    .forEach(found -> all.add(new Difference(receipt, found.what(), found.mine(), found.others(), by)));
        }
    }

    private static Totals totals(List<FeedReceipt> tellings) {
        var quantity = BigDecimal.ZERO;
        var tenders = new TreeMap<String, BigDecimal>();
        var totals = new TreeMap<String, BigDecimal>();
        for (var telling : tellings) {
            for (var each : telling.quantities().values()) {
                quantity = quantity.add(each);
            }
            telling.tenders().forEach((method, amount) -> tenders.merge(method, amount, BigDecimal::add));
            if (telling.currency() != null) {
                totals.merge(telling.currency(), telling.total(), BigDecimal::add);
            }
        }
        return new Totals(tellings.size(), quantity, tenders, totals);
    }

    /** How many of the latest finished days are clean, one after the other. */
    public static int cleanDays(List<Day> latestFirst) {
        var clean = 0;
        for (var day : latestFirst) {
            if (day.over() && !day.clean()) {
                return clean;
            }
            clean += day.over() ? 1 : 0;
        }
        return clean;
    }

    /** A finished day that is not the same in both feeds is somebody's; one that became so is nobody's any more. */
    void judge(StoreStage stage, LocationCode store, LocalDate date) {
        var subject = BusinessKey.of("store-day:" + store + ":" + date);
        var found = between(stage, date, date).stream().findFirst();
        if (found.isEmpty() || found.get().clean()) {
            workItems.resolve(CutoverProblem.FEED_INCOMPLETE, subject, "Both feeds tell the same");
            return;
        }
        var day = found.get();
        workItems.raise(new NewWorkItem(
                CutoverProblem.FEED_INCOMPLETE,
                subject,
                Roles.OPERATIONS,
                Severity.NORMAL,
                "Store " + store + " on " + date + ": " + day.legacy().transactions() + " transactions by "
                        + stage.legacy() + ", " + day.api().transactions() + " by " + stage.api() + "; "
                        + day.differences().size() + " differences",
                null,
                Map.of("store", store.value(), "businessDate", date.toString())));
    }

    /** @param stage null where the store never moved */
    public StoreParity report(
            LocationCode store, @Nullable StoreStage stage, List<Day> days, int cleanDays, int needed) {
        return new StoreParity(
                store, stage == null ? null : stage.stage(), cleanDays, needed, cleanDays >= needed, days);
    }
}
