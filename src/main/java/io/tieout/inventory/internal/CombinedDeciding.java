package io.tieout.inventory.internal;

import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.internal.CombinedWork.Consume;
import io.tieout.inventory.internal.CombinedWork.Ending;
import io.tieout.inventory.internal.CombinedWork.Release;
import io.tieout.inventory.internal.CombinedWork.Reserve;
import io.tieout.inventory.internal.ReservationBatchRows.Ended;
import io.tieout.inventory.internal.ReservationRows.Line;
import io.tieout.inventory.internal.ReservationRows.Part;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.Correlation;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Decides many requests in one transaction and few statements. Those that end reservations come first, for what they free may
 * serve those that want some; among themselves, requests keep the order in which they came. Only what is plain is decided
 * here: whatever needs a closer look, or a refusal with a reason, is left out of the answer.
 */
@Component
class CombinedDeciding {

    /** What a request that ended a reservation is told. */
    private static final Boolean DONE = Boolean.TRUE;

    private final ReservationBatchRows rows;
    private final StockChanges changes;
    private final Clock clock;

    CombinedDeciding(ReservationBatchRows rows, StockChanges changes, Clock clock) {
        this.rows = rows;
        this.changes = changes;
        this.clock = clock;
    }

    /** @return the requests that are decided, with a {@link ReservationOutcome}, or anything for those that end one */
    Map<CombinedWork, Object> decide(List<CombinedWork> batch) {
        var outcomes = new HashMap<CombinedWork, Object>();
        var endings = new LinkedHashMap<UUID, Ending>();
        // Of requests with one key or one reservation, the first; the others find its work done when they are decided.
        var byKey = new LinkedHashMap<BusinessKey, Reserve>();
        for (var work : batch) {
            switch (work) {
                case Reserve reserve -> byKey.putIfAbsent(reserve.request.key(), reserve);
                case Ending ending -> endings.putIfAbsent(ending.reservation(), ending);
            }
        }
        if (!endings.isEmpty()) {
            end(List.copyOf(endings.values()), outcomes);
        }
        if (!byKey.isEmpty()) {
            reserve(List.copyOf(byKey.values()), outcomes);
        }
        return outcomes;
    }

    private void end(List<Ending> endings, Map<CombinedWork, Object> outcomes) {
        var now = clock.instant();
        var lines = rows.lockLines(endings.stream().map(Ending::reservation).toList());
        var released = new ArrayList<Ended>();
        var consumed = new ArrayList<Ended>();
        var decided = new ArrayList<Ending>();
        for (var ending : endings) {
            var own = lines.getOrDefault(ending.reservation(), List.of());
            var ended = switch (ending) {
                case Release release -> released(release, own);
                case Consume consume -> consumed(consume, own);
            };
            if (ended != null) {
                (ending instanceof Release ? released : consumed).add(ended);
                decided.add(ending);
            }
        }
        if (!consumed.isEmpty()) {
            var written = new HashSet<UUID>();
            changes.add(rows.consume(consumed, Correlation.current().cause(), now, written));
            decided.removeIf(ending -> ending instanceof Consume && !written.contains(ending.reservation()));
        }
        if (!released.isEmpty()) {
            changes.add(rows.release(released, now));
        }
        decided.forEach(ending -> outcomes.put(ending, DONE));
    }

    private static @Nullable Ended released(Release release, List<Line> lines) {
        var left = lines.stream().filter(line -> line.rest().signum() > 0).toList();
        if (left.isEmpty() || !plain(lines)) {
            return null;
        }
        var shipped = lines.stream().anyMatch(line -> line.consumed().signum() > 0);
        return new Ended(
                release.reservation(),
                left.stream().map(line -> new Part(line, line.rest())).toList(),
                shipped ? "CONSUMED" : "RELEASED",
                release.reason);
    }

    private static @Nullable Ended consumed(Consume consume, List<Line> lines) {
        if (lines.isEmpty() || !plain(lines)) {
            return null;
        }
        var parts = new ArrayList<Part>();
        for (var entry : consume.quantities.entrySet()) {
            var line = lines.stream()
                    .filter(one -> one.reference().equals(entry.getKey()))
                    .findFirst()
                    .orElse(null);
            var quantity = entry.getValue().value();
            if (line == null
                    || !line.location().equals(consume.location)
                    || quantity.signum() <= 0
                    || quantity.compareTo(line.rest()) > 0) {
                return null;
            }
            parts.add(new Part(line, quantity));
        }
        var left = lines.stream().map(Line::rest).reduce(BigDecimal.ZERO, BigDecimal::add);
        var used = parts.stream().map(Part::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        return parts.isEmpty()
                ? null
                : new Ended(
                        consume.reservation(), parts, left.compareTo(used) == 0 ? "CONSUMED" : null, consume.sourceKey);
    }

    /** Never moved, in no snapshot, no part of a bundle. */
    private static boolean plain(List<Line> lines) {
        return lines.stream()
                .allMatch(line -> line.place() == 0 && line.absorbed().signum() == 0 && line.bundle() == null);
    }

    private void reserve(List<Reserve> asked, Map<CombinedWork, Object> outcomes) {
        var byRequest = new HashMap<Request, Reserve>();
        asked.forEach(one -> byRequest.put(one.request, one));
        var requests = asked.stream().map(one -> one.request).toList();
        var batch = new ReservationBatch(rows.lockPositions(requests));
        requests.forEach(batch::decide);
        var complete = true;
        if (!batch.accepted().isEmpty()) {
            var written = rows.take(batch.accepted(), clock.instant());
            changes.add(written.changes());
            for (var request : batch.accepted()) {
                var reservation = written.reservations().get(request);
                if (reservation != null) {
                    outcomes.put(
                            Objects.requireNonNull(byRequest.get(request)),
                            new ReservationOutcome.Confirmed(reservation));
                } else {
                    complete = false;
                }
            }
        }
        if (complete && !batch.rejected().isEmpty()) {
            // Where one that was let pass took nothing after all, those behind it may have their goods.
            var known = rows.known(List.copyOf(batch.rejected().keySet()));
            batch.rejected().forEach((request, rejection) -> {
                if (!known.contains(request.key().value())) {
                    outcomes.put(Objects.requireNonNull(byRequest.get(request)), rejection);
                }
            });
        }
    }
}
