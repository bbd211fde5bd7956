package io.tieout.inventory.events;

import io.tieout.kernel.BusinessKey;
import java.time.Instant;
import java.util.UUID;

/** A reservation lapsed; its stock is available again. */
public record ReservationExpired(UUID reservation, BusinessKey key, Instant at) {}
