package io.tieout.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list, paged by key: {@code next} is the opaque cursor to pass as {@code after}, null on the last page. The
 * JSON form is the contract's {@code {"items":[...],"next":...}}.
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** At most so many items on one page. */
    public static final int LIMIT_MAX = 500;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Makes a page of rows that were read with {@code limit + 1}: the row too many tells that there is a next page.
     *
     * @param cursor gives the cursor of a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var items = rows.subList(0, limit);
        return new Page<>(items, cursor.apply(items.getLast()));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), next);
    }
}
