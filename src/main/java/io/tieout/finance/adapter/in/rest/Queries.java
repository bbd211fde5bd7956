package io.tieout.finance.adapter.in.rest;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads query parameters; what cannot be read is the caller's mistake. */
final class Queries {

    private Queries() {}

    static int limit(int limit) {
        return Math.clamp(limit, 1, Page.LIMIT_MAX);
    }

    static <T> @Nullable T optional(String name, @Nullable String text, Function<String, T> reader) {
        return text == null || text.isBlank() ? null : required(name, text, reader);
    }

    /** The form of enum values on the wire, such as {@code awaits-approval}. */
    static <E extends Enum<E>> @Nullable E optional(String name, @Nullable String text, Class<E> type) {
        return optional(
                name,
                text,
                value -> Enum.valueOf(type, value.toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    static <T> T required(String name, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (RuntimeException malformed) {
            var detail = text + " is not a valid " + name;
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, detail, List.of(new ProblemException.Place("/" + name, detail)));
        }
    }

    static UUID id(String text) {
        return required("id", text, UUID::fromString);
    }

    /** Cursors are opaque to callers, so a wrong one was never ours. */
    static @Nullable String cursor(@Nullable String after) {
        return after == null || after.isBlank() ? null : after;
    }
}
