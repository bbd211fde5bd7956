package io.tieout.returns;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a refund, as whoever pays tells it.
 *
 * @param refund its identity, as it was asked for
 * @param reference the payer's own number of the refund
 */
public record RefundAnswer(
        UUID refund, boolean succeeded, @Nullable String reference, String words, Instant at) {}
