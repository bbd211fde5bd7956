package io.tieout.channels.legacy;

import io.tieout.kernel.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of one transaction.
 *
 * @param columnNames the file's first record, where it names the columns
 * @param header what the transaction stands under
 * @param problem what is wrong with its records as such
 */
record LegacyTransaction(
        @Nullable String columnNames,
        @Nullable LegacyRecord header,
        List<LegacyRecord> records,
        @Nullable ProblemException problem) {

    LegacyTransaction {
        records = List.copyOf(records);
    }

    LegacyRecord first() {
        return records.getFirst();
    }
}
