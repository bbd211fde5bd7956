package io.tieout.inventory.events;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;

/** The availability of a SKU at a location is now this. Of several, only the newest matters. */
public record StockChanged(Sku sku, LocationCode location, Quantity availableToPromise, Instant at) {}
