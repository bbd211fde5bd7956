package io.tieout.inventory;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.catalog.Product;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Products and places of one test class, with short ways to say what happens to their stock. */
final class StockFixture {

    private static final AtomicInteger NEXT = new AtomicInteger();

    final LocationCode here;
    final LocationCode there;
    private final String prefix;
    private final Catalog catalog;
    private final Inventory inventory;

    StockFixture(String prefix, Catalog catalog, Inventory inventory) {
        this.prefix = prefix;
        this.catalog = catalog;
        this.inventory = inventory;
        var entity = EntityCode.of(prefix);
        catalog.save(new LegalEntity(entity, "Test", "DE", Currency.getInstance("EUR"), ZoneId.of("Europe/Berlin")));
        here = LocationCode.of(prefix + "-1");
        there = LocationCode.of(prefix + "-2");
        for (var code : List.of(here, there)) {
            catalog.save(new Location(
                    code,
                    Location.Type.WAREHOUSE,
                    entity,
                    "EU",
                    "DE",
                    ZoneId.of("Europe/Berlin"),
                    Location.StockAuthority.HUB,
                    true));
        }
    }

    Sku product() {
        var sku = Sku.of(prefix + "-" + NEXT.incrementAndGet());
        catalog.save(new Product(sku, null, "Test", "STANDARD", "EA", true));
        return sku;
    }

    /** A new product of which there is some here. */
    Sku stocked(long quantity) {
        var sku = product();
        move(sku, here, StockMovement.Bucket.ON_HAND, quantity, StockMovement.Reason.OPENING, null);
        return sku;
    }

    void move(
            Sku sku,
            LocationCode location,
            StockMovement.Bucket bucket,
            long quantity,
            StockMovement.Reason reason,
            @Nullable Instant occurredAt) {
        inventory.move(List.of(new StockMovement(
                sku,
                location,
                bucket,
                Quantity.of(quantity),
                reason,
                occurredAt == null ? Instant.now() : occurredAt,
                key().value(),
                "1",
                null)));
    }

    BusinessKey key() {
        return BusinessKey.of("order:" + prefix + ":" + NEXT.incrementAndGet());
    }

    ReserveStock one(Sku sku, long quantity) {
        return new ReserveStock(key(), List.of(line("1", sku, quantity)), null);
    }

    ReserveStock.Line line(String reference, Sku sku, long quantity) {
        return new ReserveStock.Line(reference, sku, here, Quantity.of(quantity));
    }

    Position position(Sku sku) {
        return position(sku, here);
    }

    Position position(Sku sku, LocationCode location) {
        return inventory
                .positions(new PositionFilter(sku.value(), location.value()), 1, null)
                .items()
                .getFirst();
    }
}
