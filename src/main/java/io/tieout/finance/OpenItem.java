package io.tieout.finance;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A part of an account's balance that is not cleared yet. */
public record OpenItem(
        @Nullable String channel, @Nullable String reference, BigDecimal balance, LocalDate since, int lines) {}
