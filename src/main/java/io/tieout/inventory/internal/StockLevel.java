package io.tieout.inventory.internal;

import io.tieout.inventory.Position;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.time.Instant;

/** The figures of one position at one moment. */
public record StockLevel(
        Sku sku,
        LocationCode location,
        BigDecimal onHand,
        BigDecimal reserved,
        BigDecimal qualityHold,
        BigDecimal inTransit,
        BigDecimal safetyStock) {

    /** What may still be reserved; below zero where more is promised or kept back than there is. */
    public BigDecimal available() {
        return onHand.subtract(reserved).subtract(qualityHold).subtract(safetyStock);
    }

    /** What is told to others: never below zero (R48, R63). */
    public Quantity availableToPromise() {
        return new Quantity(available().max(BigDecimal.ZERO));
    }

    /** Whether the goods that are reserved are there. Safety stock may serve them, held goods may not. */
    boolean covered() {
        return reserved.signum() == 0 || uncovered().signum() <= 0;
    }

    /** By how much more is reserved than there is. */
    BigDecimal uncovered() {
        return reserved.subtract(onHand.subtract(qualityHold).max(BigDecimal.ZERO));
    }

    public BusinessKey subject() {
        return subject(sku, location);
    }

    public static BusinessKey subject(Sku sku, LocationCode location) {
        return BusinessKey.of("stock:" + sku + ":" + location);
    }

    StockLevel plus(Deltas deltas) {
        return new StockLevel(
                sku,
                location,
                onHand.add(deltas.onHand()),
                reserved.add(deltas.reserved()),
                qualityHold.add(deltas.qualityHold()),
                inTransit.add(deltas.inTransit()),
                safetyStock);
    }

    public Position toPosition(Instant changedAt) {
        return new Position(
                sku,
                location,
                new Quantity(onHand),
                new Quantity(reserved),
                new Quantity(qualityHold),
                new Quantity(inTransit),
                new Quantity(safetyStock),
                availableToPromise(),
                changedAt);
    }

    /** By how much figures changed. */
    record Deltas(BigDecimal onHand, BigDecimal reserved, BigDecimal qualityHold, BigDecimal inTransit) {

        Deltas negated() {
            return new Deltas(onHand.negate(), reserved.negate(), qualityHold.negate(), inTransit.negate());
        }
    }
}
