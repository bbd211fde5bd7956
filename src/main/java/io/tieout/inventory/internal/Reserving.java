package io.tieout.inventory.internal;

import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.inventory.StockProblem;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The life of a reservation: taken, then consumed or given back, in parts if need be. */
@Component
public class Reserving {

    private final ReservationRows reservations;
    private final ReservationChanges lineChanges;
    private final Assortment assortment;
    private final StockChanges changes;
    private final StockRules rules;
    private final Clock clock;

    Reserving(
            ReservationRows reservations,
            ReservationChanges lineChanges,
            Assortment assortment,
            StockChanges changes,
            StockRules rules,
            Clock clock) {
        this.reservations = reservations;
        this.lineChanges = lineChanges;
        this.assortment = assortment;
        this.changes = changes;
        this.rules = rules;
        this.clock = clock;
    }

    public ReservationOutcome reserve(ReserveStock asked) {
        rules.check(asked);
        return reserve(assortment.request(asked));
    }

    ReservationOutcome reserve(Request command) {
        var first = attempt(command, false);
        if (first instanceof ReservationOutcome.Confirmed) {
            return first;
        }
        var known = reservations.known(command.key().value());
        if (known.isEmpty()) {
            return first;
        }
        var before =
                WantedLine.asked(known.stream().map(ReservationRows.Known::line).toList());
        if (before.equals(new HashSet<>(command.asked().lines()))) {
            return new ReservationOutcome.Confirmed(known.getFirst().reservation());
        }
        if (known.getFirst().active()) {
            throw new ProblemException(
                    StockProblem.RESERVATION_KEY_REUSED,
                    command.key() + " has the reservation " + known.getFirst().reservation() + " of other lines");
        }
        return attempt(command, true); // what went out under this key is history; this asks for something else
    }

    private ReservationOutcome attempt(Request command, boolean again) {
        var id = Ids.next();
        var taken = reservations.take(id, command, again, clock.instant());
        var made = taken.stream()
                .map(ReservationRows.Taken::change)
                .filter(Objects::nonNull)
                .toList();
        if (made.size() == taken.size()) {
            changes.add(made);
            return new ReservationOutcome.Confirmed(id);
        }
        if (!made.isEmpty()) {
            throw new IllegalStateException("Reserved " + made.size() + " of " + taken.size() + " positions");
        }
        return new ReservationOutcome.Rejected(taken.stream()
                .filter(ReservationRows.Taken::isShort)
                .map(Reserving::shortage)
                .toList());
    }

    private static ReservationOutcome.Shortage shortage(ReservationRows.Taken taken) {
        var available = taken.availableBefore();
        return new ReservationOutcome.Shortage(
                taken.sku(),
                taken.location(),
                taken.wanted(),
                available == null ? Quantity.ZERO : new Quantity(available.max(BigDecimal.ZERO)));
    }

    public void release(UUID reservation, String reason) {
        giveBackAll(reservation, "RELEASED", reason);
    }

    public void release(UUID reservation, Map<String, Quantity> quantities, String reason) {
        var lines = locked(reservation, "");
        var parts = new ArrayList<ReservationRows.Part>();
        for (var entry : apart(lines, quantities).entrySet()) {
            var line = line(lines, entry.getKey());
            var quantity = positive(entry.getKey(), entry.getValue());
            if (quantity.compareTo(line.rest()) > 0) {
                throw exceeded(line, quantity);
            }
            parts.add(new ReservationRows.Part(line, quantity));
        }
        giveBack(reservation, parts, nothingLeft(lines, parts) ? endState(lines, "RELEASED") : null, reason);
    }

    /** Gives all that is left back because the time is up; the caller has locked the header. */
    void expire(UUID reservation) {
        giveBackAll(reservation, "EXPIRED", "expired");
    }

    public void consume(UUID reservation, LocationCode location, Map<String, Quantity> quantities, String sourceKey) {
        var lines = locked(reservation, sourceKey);
        var parts = new ArrayList<ReservationRows.Part>();
        for (var entry : apart(lines, quantities).entrySet()) {
            var line = line(lines, entry.getKey());
            var quantity = positive(entry.getKey(), entry.getValue());
            if (line.done()) {
                continue; // the same shipment again
            }
            if (!line.location().equals(location)) {
                throw new ProblemException(
                        StockProblem.RESERVATION_ELSEWHERE,
                        "Line " + line.reference() + " is reserved at " + line.location() + ", not at " + location);
            }
            if (quantity.compareTo(line.rest()) > 0) {
                if (reservations.moved(sourceKey, line.reference())) {
                    continue; // the same shipment, which came in twice at the same time
                }
                throw exceeded(line, quantity);
            }
            parts.add(new ReservationRows.Part(line, quantity));
        }
        if (!parts.isEmpty()) {
            changes.add(lineChanges.consume(
                    reservation,
                    parts,
                    nothingLeft(lines, parts),
                    sourceKey,
                    Correlation.current().cause(),
                    clock.instant()));
        }
    }

    /**
     * Moves what is left of lines to another location: what is there is checked, and both places change, under one lock.
     *
     * @param references of lines or bundles; all where empty
     */
    public ReservationOutcome relocate(UUID reservation, Set<String> references, LocationCode to) {
        var lines = locked(reservation, "");
        var chosen = references.isEmpty()
                ? lines.values()
                : references.stream()
                        .flatMap(reference -> named(lines, reference).stream())
                        .toList();
        var parts = chosen.stream()
                .filter(line -> line.rest().signum() > 0 && !line.location().equals(to))
                .map(line -> new ReservationRows.Part(line, line.rest()))
                .toList();
        if (parts.isEmpty()) {
            return new ReservationOutcome.Confirmed(reservation);
        }
        var available = new HashMap<Sku, BigDecimal>();
        lineChanges
                .lockBoth(parts.stream().map(ReservationRows.Part::line).toList(), to)
                .forEach(level -> {
                    if (level.location().equals(to)) {
                        available.put(level.sku(), level.available());
                    }
                });
        var wanted = parts.stream()
                .collect(Collectors.toMap(
                        part -> part.line().sku(),
                        ReservationRows.Part::quantity,
                        BigDecimal::add,
                        LinkedHashMap::new));
        var shortages = wanted.entrySet().stream()
                .filter(want ->
                        available.getOrDefault(want.getKey(), BigDecimal.ZERO).compareTo(want.getValue()) < 0)
                .map(want -> new ReservationOutcome.Shortage(
                        want.getKey(),
                        to,
                        new Quantity(want.getValue()),
                        new Quantity(available
                                .getOrDefault(want.getKey(), BigDecimal.ZERO)
                                .max(BigDecimal.ZERO))))
                .toList();
        if (!shortages.isEmpty()) {
            return new ReservationOutcome.Rejected(shortages);
        }
        var now = clock.instant();
        changes.add(lineChanges.giveBack(reservation, parts, null, "moved to " + to, now));
        changes.add(lineChanges.place(reservation, parts, to, now));
        return new ReservationOutcome.Confirmed(reservation);
    }

    /** Quantities of bundles as quantities of their components' lines. */
    private static Map<String, Quantity> apart(
            Map<String, ReservationRows.Line> lines, Map<String, Quantity> quantities) {
        if (lines.keySet().containsAll(quantities.keySet())) {
            return quantities;
        }
        var apart = new LinkedHashMap<String, Quantity>();
        quantities.forEach((reference, quantity) -> {
            for (var line : named(lines, reference)) {
                var bundle = line.bundle();
                apart.put(
                        line.reference(),
                        bundle == null || line.reference().equals(reference)
                                ? quantity
                                : new Quantity(quantity.value().multiply(bundle.perBundle())));
            }
        });
        return apart;
    }

    /** The line of this reference, or the components of the bundle that has it. */
    private static List<ReservationRows.Line> named(Map<String, ReservationRows.Line> lines, String reference) {
        var line = lines.get(reference);
        if (line != null) {
            return List.of(line);
        }
        var components = lines.values().stream()
                .filter(one -> one.bundle() != null && one.bundle().reference().equals(reference))
                .toList();
        if (components.isEmpty()) {
            throw new ProblemException(
                    StockProblem.RESERVATION_LINE_UNKNOWN, "The reservation has no line " + reference);
        }
        return components;
    }

    private void giveBackAll(UUID reservation, String endState, String reason) {
        var lines = locked(reservation, "");
        var parts = lines.values().stream()
                .filter(line -> line.rest().signum() > 0)
                .map(line -> new ReservationRows.Part(line, line.rest()))
                .toList();
        giveBack(reservation, parts, endState(lines, endState), reason);
    }

    private void giveBack(
            UUID reservation, List<ReservationRows.Part> parts, @Nullable String endState, String reason) {
        if (!parts.isEmpty()) {
            changes.add(lineChanges.giveBack(reservation, parts, endState, reason, clock.instant()));
        }
    }

    /** A reservation of which something went out ends as consumed, whatever became of the rest. */
    private static String endState(Map<String, ReservationRows.Line> lines, String otherwise) {
        var shipped = lines.values().stream().anyMatch(line -> line.consumed().signum() > 0);
        return shipped ? "CONSUMED" : otherwise;
    }

    private Map<String, ReservationRows.Line> locked(UUID reservation, String sourceKey) {
        var lines = new LinkedHashMap<String, ReservationRows.Line>();
        for (var line : reservations.lock(reservation, sourceKey)) {
            // Of a line that was moved, the place where something is left; else the last.
            lines.merge(line.reference(), line, (one, next) -> one.rest().signum() > 0 ? one : next);
        }
        if (lines.isEmpty()) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no reservation " + reservation);
        }
        return lines;
    }

    private static boolean nothingLeft(Map<String, ReservationRows.Line> lines, List<ReservationRows.Part> parts) {
        var left = lines.values().stream().map(ReservationRows.Line::rest).reduce(BigDecimal.ZERO, BigDecimal::add);
        var used = parts.stream().map(ReservationRows.Part::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        return left.compareTo(used) == 0;
    }

    private static ReservationRows.Line line(Map<String, ReservationRows.Line> lines, String reference) {
        var line = lines.get(reference);
        if (line == null) {
            throw new ProblemException(
                    StockProblem.RESERVATION_LINE_UNKNOWN, "The reservation has no line " + reference);
        }
        return line;
    }

    private static BigDecimal positive(String reference, Quantity quantity) {
        if (!quantity.isPositive()) {
            throw new ProblemException(StockProblem.QUANTITY_INVALID, "Line " + reference + ": " + quantity);
        }
        return quantity.value();
    }

    private static ProblemException exceeded(ReservationRows.Line line, BigDecimal quantity) {
        return new ProblemException(
                StockProblem.RESERVATION_EXCEEDED,
                "Line " + line.reference() + " has " + new Quantity(line.rest()) + " left, not "
                        + new Quantity(quantity));
    }
}
