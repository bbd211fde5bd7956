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
        BigDecimal safetyStock,
        BigDecimal customerOwned,
        boolean blocked) {

    /** Of a position that is not there yet. */
    static StockLevel nothing(Sku sku, LocationCode location) {
        var zero = BigDecimal.ZERO;
        return new StockLevel(sku, location, zero, zero, zero, zero, zero, zero, false);
    }

    /** What may still be reserved; below zero where more is promised or kept back than there is. */
    public BigDecimal available() {
        var available = onHand.subtract(reserved).subtract(qualityHold).subtract(safetyStock);
        return blocked ? available.min(BigDecimal.ZERO) : available;
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
                safetyStock,
                customerOwned,
                blocked);
    }

    StockLevel blocked(boolean now) {
        return new StockLevel(sku, location, onHand, reserved, qualityHold, inTransit, safetyStock, customerOwned, now);
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
                changedAt,
                new Quantity(customerOwned),
                blocked);
    }

    /** By how much figures changed. */
    record Deltas(BigDecimal onHand, BigDecimal reserved, BigDecimal qualityHold, BigDecimal inTransit) {

        Deltas negated() {
            return new Deltas(onHand.negate(), reserved.negate(), qualityHold.negate(), inTransit.negate());
        }
    }
}
