package io.tieout.inventory.internal;

import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A position before and after a change. */
public record StockChange(StockLevel before, StockLevel after) {

    /** From a row with the position's columns after the change and {@code delta_*} columns. */
    static StockChange from(ResultSet row) throws SQLException {
        var after = level(row);
        var deltas = new StockLevel.Deltas(
                row.getBigDecimal("delta_on_hand"),
                row.getBigDecimal("delta_reserved"),
                row.getBigDecimal("delta_quality_hold"),
                row.getBigDecimal("delta_in_transit"));
        return new StockChange(after.plus(deltas.negated()), after);
    }

    static StockLevel level(ResultSet row) throws SQLException {
        return new StockLevel(
                Sku.of(row.getString("sku")),
                LocationCode.of(row.getString("location")),
                row.getBigDecimal("on_hand"),
                row.getBigDecimal("reserved"),
                row.getBigDecimal("quality_hold"),
                row.getBigDecimal("in_transit"),
                row.getBigDecimal("safety_stock"),
                row.getBigDecimal("customer_owned"),
                row.getBoolean("blocked"));
    }

    boolean changesPromise() {
        return !before.availableToPromise().equals(after.availableToPromise());
    }

    boolean fellBelowZero() {
        return after.onHand().signum() < 0 && after.onHand().compareTo(before.onHand()) < 0;
    }

    boolean roseToZero() {
        return before.onHand().signum() < 0 && after.onHand().signum() >= 0;
    }

    /** Lost its cover, or lost more of it. */
    boolean lostCover() {
        return !after.covered()
                && (before.covered()
                        || after.uncovered().compareTo(before.uncovered().max(BigDecimal.ZERO)) > 0);
    }

    boolean regainedCover() {
        return !before.covered() && after.covered();
    }
}
