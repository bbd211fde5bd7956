package io.tieout.channels;

import io.tieout.kernel.ConnectionCode;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was seen of one till's business day.
 *
 * @param transactions how many were seen, whatever they were
 * @param notCounted those of them that book nothing: training, cancelled, suspended and so on
 * @param missing how many numbers between the first and the last were not seen
 * @param declaredTransactions how many the till says it had; null where it has not closed
 * @param declared what the till declared at its close, by tender
 */
public record TillDay(
        ConnectionCode connection,
        String store,
        LocalDate businessDate,
        String workstation,
        long transactions,
        long receipts,
        long voids,
        long notCounted,
        long firstSequence,
        long lastSequence,
        long missing,
        @Nullable Long declaredTransactions,
        List<TillEntry.Declared> declared) {

    public TillDay {
        declared = List.copyOf(declared);
    }
}
