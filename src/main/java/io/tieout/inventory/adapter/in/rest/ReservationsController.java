package io.tieout.inventory.adapter.in.rest;

import io.tieout.inventory.Inventory;
import io.tieout.inventory.Reservation;
import io.tieout.inventory.ReservationOutcome;
import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Reservations over HTTP: a checkout holds stock, an ERP says that it has counted an order, a planner moves one. */
@RestController
@RequestMapping("/api/v1/inventory/reservations")
class ReservationsController {

    private final Inventory inventory;
    private final Clock clock;

    ReservationsController(Inventory inventory, Clock clock) {
        this.inventory = inventory;
        this.clock = clock;
    }

    /** @param expiresAt null where it is not to lapse */
    record Wanted(
            BusinessKey key, List<Line> lines, @Nullable Instant expiresAt) {

        record Line(String reference, Sku sku, LocationCode location, Quantity quantity) {}
    }

    /** What became of it. @param shortages of a rejected one */
    record Answer(@Nullable Reservation reservation, List<ReservationOutcome.Shortage> shortages) {}

    /** 201 with the reservation; 409 with what was short, and nothing is reserved. */
    @PostMapping
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Answer> reserve(@RequestBody Wanted wanted) {
        if (wanted.lines().isEmpty()
                || wanted.lines().stream()
                                .map(Wanted.Line::reference)
                                .distinct()
                                .count()
                        != wanted.lines().size()) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "Lines have references, each once");
        }
        var outcome = inventory.reserve(new ReserveStock(
                wanted.key(),
                wanted.lines().stream()
                        .map(line ->
                                new ReserveStock.Line(line.reference(), line.sku(), line.location(), line.quantity()))
                        .toList(),
                wanted.expiresAt()));
        return answer(outcome, HttpStatus.CREATED);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    Reservation reservation(@PathVariable UUID id) {
        return inventory
                .reservation(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no reservation " + id));
    }

    /** Payment is certain; 409 where it has lapsed meanwhile, and must be reserved anew (R45). */
    @PostMapping("/{id}/keep")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Reservation> keep(@PathVariable UUID id) {
        reservation(id);
        var kept = inventory.keep(id);
        return ResponseEntity.status(kept ? HttpStatus.OK : HttpStatus.CONFLICT).body(reservation(id));
    }

    /** @param at when it was counted; now where null */
    record Confirmation(String by, @Nullable Instant at) {}

    @PostMapping("/{id}/confirm")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Reservation> confirm(@PathVariable UUID id, @RequestBody Confirmation body) {
        reservation(id);
        var confirmed = inventory.confirm(id, body.by(), body.at() == null ? clock.instant() : body.at());
        return ResponseEntity.status(confirmed ? HttpStatus.OK : HttpStatus.CONFLICT)
                .body(reservation(id));
    }

    /** @param references of lines; all where absent */
    record Move(LocationCode to, @Nullable Set<String> references) {}

    /** 409 with what is short at the other location, and nothing has changed. */
    @PostMapping("/{id}/move")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Answer> move(@PathVariable UUID id, @RequestBody Move body) {
        var references = body.references();
        return answer(inventory.relocate(id, references == null ? Set.of() : references, body.to()), HttpStatus.OK);
    }

    /** @param quantities by line; all that is left where absent */
    record Release(String reason, @Nullable Map<String, Quantity> quantities) {}

    @PostMapping("/{id}/release")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    Reservation release(@PathVariable UUID id, @RequestBody Release body) {
        var quantities = body.quantities();
        if (quantities == null) {
            inventory.release(id, body.reason());
        } else {
            inventory.release(id, quantities, body.reason());
        }
        return reservation(id);
    }

    /** @param source what caused it, unique: a repeat changes nothing */
    record Consumption(LocationCode location, Map<String, Quantity> quantities, String source) {}

    @PostMapping("/{id}/consume")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    Reservation consume(@PathVariable UUID id, @RequestBody Consumption body) {
        inventory.consume(id, body.location(), body.quantities(), "consumption:" + body.source());
        return reservation(id);
    }

    private ResponseEntity<Answer> answer(ReservationOutcome outcome, HttpStatus status) {
        return switch (outcome) {
            case ReservationOutcome.Confirmed(var id) ->
                ResponseEntity.status(status).body(new Answer(reservation(id), List.of()));
            case ReservationOutcome.Rejected(var shortages) ->
                ResponseEntity.status(HttpStatus.CONFLICT).body(new Answer(null, shortages));
        };
    }
}
