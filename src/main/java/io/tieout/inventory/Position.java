package io.tieout.inventory;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;

/**
 * The stock of one SKU at one location.
 *
 * @param onHand all that is there, goods on quality hold included; below zero by facts that reached us before others
 * @param qualityHold the part of it that is held back
 * @param customerOwned goods of customers that stand there; in none of the other figures
 * @param blocked whether a stop-sale is in force
 */
public record Position(
        Sku sku,
        LocationCode location,
        Quantity onHand,
        Quantity reserved,
        Quantity qualityHold,
        Quantity inTransit,
        Quantity safetyStock,
        Quantity availableToPromise,
        Instant changedAt,
        Quantity customerOwned,
        boolean blocked) {}
