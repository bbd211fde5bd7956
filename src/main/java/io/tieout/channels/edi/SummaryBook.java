package io.tieout.channels.edi;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.edi.StoreReport.Line;
import io.tieout.channels.edi.SummaryRows.Row;
import io.tieout.channels.till.TillCodes;
import io.tieout.channels.till.TillIntake;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockCount;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import io.tieout.mapping.Resolution;
import io.tieout.orders.OrderProblem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Books reports of sales and stock. What was sold and came back are stock movements at the period's end, and what was there is
 * a count a moment later; the money is the store-day's, for a report has no tenders. Sales of a store whose receipts another
 * feed brings one by one, or which another report covers, are noted and not booked.
 */
@Component
class SummaryBook {

    /** The connection's setting of the place that messages are about which name none. */
    static final String LOCATION = "location";

    private final SummaryRows rows;
    private final Inventory inventory;
    private final TillIntake intake;
    private final Catalog catalog;
    private final Connections connections;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SummaryBook(
            SummaryRows rows,
            Inventory inventory,
            TillIntake intake,
            Catalog catalog,
            Connections connections,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.inventory = inventory;
        this.intake = intake;
        this.catalog = catalog;
        this.connections = connections;
        this.events = events;
        this.clock = clock;
    }

    /** A report whose codes are known. */
    private record Known(StoreReport report, Location location, Map<Sku, Line> lines) {}

    Outcome book(Connection connection, InboxMessage message, List<StoreReport> reports) {
        var codes = intake.codes(connection);
        var known = new ArrayList<Known>();
        for (var report : reports) {
            var stated = report.place() == null ? connection.settings().get(LOCATION) : report.place();
            if (stated == null) {
                throw new ProblemException(
                        EdiProblem.SEGMENT_MISSING,
                        "Report " + report.number() + " names no place, and connection " + connection.code()
                                + " has no setting " + LOCATION);
            }
            if (codes.store(stated, report.to()) instanceof Resolution.Unmapped unmapped) {
                return new Outcome.Parked(
                        EdiProblem.STORE_UNMAPPED,
                        unmapped.waitKey(),
                        Roles.DATA_STEWARD,
                        "Place " + stated + " of " + connection.code() + " is not mapped to a location");
            }
            var code = LocationCode.of(((Resolution.Mapped) codes.store(stated, report.to())).value());
            var location = catalog.location(code)
                    .orElseThrow(() -> new ProblemException(
                            OrderProblem.LOCATION_UNKNOWN,
                            "Place " + stated + " is mapped to " + code + ", which is not"));
            var lines = new LinkedHashMap<Sku, Line>();
            for (var line : report.lines()) {
                var sku = sku(codes, line, report);
                if (sku == null) {
                    return unknown(connection, codes, line, report);
                }
                lines.merge(sku, line, Line::plus);
            }
            known.add(new Known(report, location, lines));
        }
        var subjects = new LinkedHashSet<BusinessKey>();
        known.forEach(each -> book(connection, message, each, subjects));
        return subjects.isEmpty() ? new Outcome.Ignored("The report has no lines") : new Outcome.Processed(subjects);
    }

    private static @Nullable Sku sku(TillCodes codes, Line line, StoreReport report) {
        for (var item : line.items()) {
            var found = codes.sku(item, report.to());
            if (found.isPresent()) {
                return found.get();
            }
        }
        return null;
    }

    private static Outcome unknown(Connection connection, TillCodes codes, Line line, StoreReport report) {
        var item = line.items().getFirst();
        return new Outcome.Parked(
                OrderProblem.SKU_UNKNOWN,
                codes.awaited(item, report.to()),
                Roles.DATA_STEWARD,
                "Report " + report.number() + ": there is no product " + String.join(" or ", line.items())
                        + ", and no mapping of it for " + connection.code());
    }

    private void book(Connection connection, InboxMessage message, Known known, Set<BusinessKey> subjects) {
        var report = known.report;
        var location = known.location.code();
        var end = report.to().plusDays(1).atStartOfDay(known.location.zone()).toInstant();
        end = end.isAfter(clock.instant()) ? clock.instant() : end;
        var told = toldOtherwise(connection, known);
        var source = connection.code() + ":" + location + ":" + report.from() + ":" + report.to();
        if (told == null) {
            inventory.move(movements(known, message, "sales-summary:" + source, end.minusMillis(1)));
        }
        for (var entry : known.lines.entrySet()) {
            var onHand = entry.getValue().onHand();
            if (onHand != null) {
                inventory.count(new StockCount(
                        entry.getKey(), location, new Quantity(onHand), end, "report:" + source, message.id()));
            }
        }
        rows.insert(
                connection.code(),
                location,
                report,
                told == null,
                message.id().value(),
                known.lines.entrySet().stream()
                        .map(entry -> new Row(
                                entry.getKey().value(),
                                orZero(entry.getValue().sold()),
                                orZero(entry.getValue().returned()),
                                entry.getValue().onHand(),
                                entry.getValue().amount()))
                        .toList());
        var subject = BusinessKey.of("store-report:" + source);
        subjects.add(subject);
        events.publishEvent(new TraceStep(
                clock.instant(),
                told == null ? "store-report.booked" : "store-report.noted",
                connection.code().value(),
                subject,
                Set.copyOf(List.of(location.value(), report.number())),
                message.id(),
                told == null ? TraceStep.State.DONE : TraceStep.State.IGNORED,
                told == null ? Map.of("lines", String.valueOf(known.lines.size())) : Map.of("reason", told)));
    }

    private static BigDecimal orZero(@Nullable BigDecimal quantity) {
        return quantity == null ? BigDecimal.ZERO : quantity;
    }

    private static List<StockMovement> movements(Known known, InboxMessage message, String source, Instant at) {
        var movements = new ArrayList<StockMovement>();
        known.lines.forEach((sku, line) -> {
            if (orZero(line.sold()).signum() != 0) {
                movements.add(movement(known, sku, orZero(line.sold()).negate(), true, source, at, message));
            }
            if (orZero(line.returned()).signum() != 0) {
                movements.add(movement(known, sku, orZero(line.returned()), false, source, at, message));
            }
        });
        return movements;
    }

    private static StockMovement movement(
            Known known, Sku sku, BigDecimal quantity, boolean sale, String source, Instant at, InboxMessage message) {
        return new StockMovement(
                sku,
                known.location.code(),
                StockMovement.Bucket.ON_HAND,
                new Quantity(quantity),
                sale ? StockMovement.Reason.SALE : StockMovement.Reason.RETURN,
                at,
                source,
                sku + (sale ? "" : ":returned"),
                message.id());
    }

    /** Why these sales are known from elsewhere; null where they are not. */
    private @Nullable String toldOtherwise(Connection connection, Known known) {
        var report = known.report;
        var location = known.location.code();
        if (known.lines.values().stream()
                .allMatch(line -> orZero(line.sold()).signum() == 0
                        && orZero(line.returned()).signum() == 0)) {
            return null;
        }
        var feeds = connections.list().stream()
                .filter(other -> other.entity().equals(connection.entity()))
                .toList();
        var stores = rows.storesWithReceipts(
                feeds.stream().map(feed -> feed.code().value()).toList(), report.from(), report.to());
        for (var store : stores) {
            var feed = feeds.stream()
                    .filter(each -> each.code().value().equals(store[0]))
                    .findFirst();
            if (feed.isPresent()
                    && intake.codes(feed.get()).store(store[1], report.to()) instanceof Resolution.Mapped mapped
                    && mapped.value().equals(location.value())) {
                return "connection " + store[0] + " brings the receipts";
            }
        }
        var others = rows.overlapping(connection.code(), location, report.from(), report.to());
        return others.isEmpty() ? null : "another report covers it: " + others.getFirst();
    }
}
