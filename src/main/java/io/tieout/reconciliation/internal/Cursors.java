package io.tieout.reconciliation.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what callers give to page by. */
final class Cursors {

    private Cursors() {}

    static int limit(int asked) {
        return Math.clamp(asked, 1, Page.LIMIT_MAX);
    }

    static @Nullable UUID uuid(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            return UUID.fromString(cursor);
        } catch (IllegalArgumentException _) {
            throw invalid(cursor);
        }
    }

    static long position(@Nullable String cursor) {
        if (cursor == null) {
            return 0;
        }
        try {
            return Long.parseLong(cursor);
        } catch (NumberFormatException _) {
            throw invalid(cursor);
        }
    }

    private static ProblemException invalid(String cursor) {
        return new ProblemException(CommonProblem.REQUEST_INVALID, "No list was ever at " + cursor);
    }
}
