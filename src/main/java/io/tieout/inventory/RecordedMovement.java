package io.tieout.inventory;

import java.time.Instant;

/** A movement as the ledger has it, with when it was recorded. */
public record RecordedMovement(long sequence, StockMovement movement, Instant recordedAt) {}
