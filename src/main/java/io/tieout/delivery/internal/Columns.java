package io.tieout.delivery.internal;

import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Columns of many rows as SQL arrays, so that one statement writes a whole batch ({@code unnest}). */
final class Columns {

    private Columns() {}

    /** The values as {@code text[]}, to be cast in the statement to what the column is. */
    static <T> SqlArrayValue texts(Collection<T> rows, Function<? super T, ? extends @Nullable Object> value) {
        var texts = new @Nullable String[rows.size()];
        int index = 0;
        for (var row : rows) {
            var cell = value.apply(row);
            texts[index++] = cell == null ? null : cell.toString();
        }
        return new SqlArrayValue("text", (Object[]) texts);
    }
}
