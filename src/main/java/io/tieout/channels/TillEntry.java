package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a till, as it was seen.
 *
 * @param store the till's own number of the store
 * @param what it was, such as {@code receipt}, {@code NoSale}, {@code TillSettle}, {@code training}
 * @param declaredCount how many transactions the till says it had, at its close
 * @param declared what the till says it has, at its close
 */
public record TillEntry(
        ConnectionCode connection,
        String store,
        String workstation,
        LocalDate businessDate,
        long sequenceNumber,
        Kind kind,
        String what,
        @Nullable Instant occurredAt,
        @Nullable Long declaredCount,
        List<Declared> declared,
        @Nullable MessageId message) {

    public TillEntry {
        declared = List.copyOf(declared);
    }

    /** Whether it was booked, took something back, steers the till, or does not count. */
    public enum Kind {
        RECEIPT,
        VOID,
        CONTROL,
        NOT_COUNTED
    }

    /** What a till declares of one tender. @param method the till's word for it */
    public record Declared(
            String method, Money amount, @Nullable Long count) {}
}
