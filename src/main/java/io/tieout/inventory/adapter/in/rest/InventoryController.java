package io.tieout.inventory.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.PastInstant;
import io.tieout.inventory.Position;
import io.tieout.inventory.PositionFilter;
import io.tieout.inventory.PositionProof;
import io.tieout.inventory.RecordedMovement;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Stock over HTTP. */
@RestController
@RequestMapping("/api/v1/inventory")
class InventoryController {

    private final Inventory inventory;
    private final CurrentActor actor;
    private final Clock clock;

    InventoryController(Inventory inventory, CurrentActor actor, Clock clock) {
        this.inventory = inventory;
        this.actor = actor;
        this.clock = clock;
    }

    /** As they are; or, where either instant is given, as they were (as far as it was known). */
    @GetMapping("/positions")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    Page<Position> positions(
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(required = false) @Nullable Instant asOf,
            @RequestParam(required = false) @Nullable Instant knownAt,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        var filter = new PositionFilter(sku, location);
        var rows = Math.clamp(limit, 1, Page.LIMIT_MAX);
        if (asOf == null && knownAt == null) {
            return inventory.positions(filter, rows, after);
        }
        var now = clock.instant();
        var past = new PastInstant(asOf == null ? now : asOf, knownAt == null ? now : knownAt);
        return inventory.positions(filter, past, rows, after);
    }

    @GetMapping("/positions/proof")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    PositionProof proof(@RequestParam String sku, @RequestParam String location) {
        return inventory.prove(Sku.of(sku), LocationCode.of(location));
    }

    @GetMapping("/movements")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    Page<RecordedMovement> movements(
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(required = false) @Nullable String location,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return inventory.movements(new PositionFilter(sku, location), Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    @PutMapping("/safety-stock")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    void setSafetyStock(@RequestBody SafetyStock body) {
        inventory.setSafetyStock(body.sku(), body.location(), body.quantity(), actor.get());
    }

    /** What to keep back from being promised. */
    record SafetyStock(Sku sku, LocationCode location, Quantity quantity) {}
}
