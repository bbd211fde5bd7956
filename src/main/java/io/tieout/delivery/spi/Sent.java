package io.tieout.delivery.spi;

import org.jspecify.annotations.Nullable;

/**
 * An attempt's outcome and what the attempt log shows of the exchange.
 *
 * @param status the HTTP status of the (last) answer
 * @param answer the answer's beginning; the engine masks secrets and cuts it
 */
public record Sent(
        Outcome outcome, @Nullable Integer status, @Nullable String answer) {}
