package io.tieout.channels.masterdata;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a file.
 *
 * @param number where it stands in the file as it came, from one; a CSV file's header is row one
 * @param values by column; a column that is absent is not spoken of
 * @param flaw why it cannot be read; null where it can
 */
record Row(
        long number, Map<String, String> values, @Nullable String flaw) {

    Row {
        values = Map.copyOf(values);
    }

    Row flawed(String why) {
        return new Row(number, values, why);
    }
}
