package io.tieout.delivery.internal;

import io.tieout.delivery.spi.Sent;
import java.time.Instant;

/** What came of one attempt. */
record Result(Claimed message, Sent sent, Instant at, long durationMs) {}
