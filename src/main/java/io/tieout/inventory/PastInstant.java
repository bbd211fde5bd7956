package io.tieout.inventory;

import java.time.Instant;

/**
 * A point in both times: stock as it was at one instant, as far as it was known at another.
 *
 * @param asOf movements that happened later are left out
 * @param knownAt movements that were recorded later are left out
 */
public record PastInstant(Instant asOf, Instant knownAt) {}
