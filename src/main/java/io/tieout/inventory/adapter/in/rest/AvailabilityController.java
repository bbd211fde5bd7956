package io.tieout.inventory.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.inventory.Freshness;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.Published;
import io.tieout.inventory.StopSale;
import io.tieout.inventory.StopSales;
import io.tieout.inventory.Transfer;
import io.tieout.inventory.Transfers;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What is offered and what is not, and goods on their way, over HTTP. */
@RestController
@RequestMapping("/api/v1/inventory")
class AvailabilityController {

    private static final int SKUS_MAX = 500;

    private final Inventory inventory;
    private final StopSales stopSales;
    private final Transfers transfers;
    private final CurrentActor actor;

    AvailabilityController(Inventory inventory, StopSales stopSales, Transfers transfers, CurrentActor actor) {
        this.inventory = inventory;
        this.stopSales = stopSales;
        this.transfers = transfers;
        this.actor = actor;
    }

    /** What a channel is told of these SKUs. */
    @GetMapping("/published")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    List<Published> published(@RequestParam String connection, @RequestParam List<String> sku) {
        var skus = sku.stream().limit(SKUS_MAX).map(Sku::of).toList();
        return List.copyOf(
                inventory.published(ConnectionCode.of(connection), skus).values());
    }

    /** How fresh the figures of locations are, of those that were ever heard of. */
    @GetMapping("/locations")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    List<Freshness> locations() {
        return inventory.freshness();
    }

    /** A sign of life of a location's system that has nothing else to say. */
    @PostMapping("/locations/{location}/heartbeat")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    void heartbeat(@PathVariable String location, @RequestBody Heartbeat body) {
        inventory.heard(LocationCode.of(location), body.at());
    }

    record Heartbeat(Instant at) {}

    @GetMapping("/stop-sales")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    List<StopSale> stopSales(@RequestParam(required = false) @Nullable String sku) {
        return stopSales.inForce(sku == null ? null : Sku.of(sku));
    }

    /** @param location null everywhere @param endsAt null until it is lifted */
    record Stop(
            Sku sku,
            @Nullable LocationCode location,
            String reason,
            @Nullable Instant endsAt) {}

    @PostMapping("/stop-sales")
    @ResponseStatus(HttpStatus.CREATED)
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    StopSale stop(@RequestBody Stop body) {
        return stopSales.stop(body.sku(), body.location(), body.reason(), body.endsAt(), actor.get());
    }

    @PostMapping("/stop-sales/{id}/lift")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    void lift(@PathVariable UUID id) {
        stopSales.lift(id, actor.get());
    }

    @GetMapping("/transfers")
    @PreAuthorize("hasAuthority('SCOPE_inventory.read')")
    Page<Transfer> transfers(
            @RequestParam(required = false) Transfer.@Nullable State state,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return transfers.list(state, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    record Closing(String reason) {}

    @PostMapping("/transfers/{reference}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    void close(@PathVariable String reference, @RequestBody Closing body) {
        transfers.close(reference, body.reason(), actor.get());
    }
}
