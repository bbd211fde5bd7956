package io.tieout.orders.internal;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How orders are taken.
 *
 * @param linesMax how many lines an order or receipt may have
 * @param splitLocationsMax from how many locations one order may be sent; 1 never splits
 * @param unpaidReservationTtl how long stock is held for an order whose payment is not certain
 */
@ConfigurationProperties("tieout.orders")
record OrdersSettings(
        @DefaultValue("10000") int linesMax,
        @DefaultValue("3") int splitLocationsMax,
        @DefaultValue("3d") Duration unpaidReservationTtl) {}
