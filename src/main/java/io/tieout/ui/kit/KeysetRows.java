package io.tieout.ui.kit;

import io.tieout.kernel.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns pages by key into the rows by offset that a scrolling grid asks for: pages are read one after the other and kept. */
final class KeysetRows<T> {

    /** Nobody scrolls further; filters are the way there. */
    static final int ROWS_MAX = 5_000;

    private static final int PAGE = 100;

    /** Reads one page. */
    interface Source<T> {
        Page<T> page(int limit, @Nullable String after);
    }

    private final Source<T> source;
    private final List<T> rows = new ArrayList<>();
    private @Nullable String next;
    private boolean started;

    KeysetRows(Source<T> source) {
        this.source = source;
    }

    Stream<T> fetch(int offset, int limit) {
        while (rows.size() < Math.min(offset + limit, ROWS_MAX) && (!started || next != null)) {
            var page = source.page(PAGE, next);
            rows.addAll(page.items());
            next = page.next();
            started = true;
        }
        return rows.stream().skip(offset).limit(limit);
    }
}
