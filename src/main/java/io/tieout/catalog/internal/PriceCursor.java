package io.tieout.catalog.internal;

import io.tieout.catalog.PriceEntry;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The opaque cursor of a list of prices: list, SKU, beginning, and whether it has an end. */
public final class PriceCursor {

    private static final String BETWEEN = "\n";

    private PriceCursor() {}

    public static String of(PriceEntry entry) {
        var text = String.join(
                BETWEEN,
                entry.list(),
                entry.sku().value(),
                entry.validFrom().toString(),
                String.valueOf(entry.validTo() == null));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place of an entry in the list. @param permanent whether its price has no end */
    public record Place(String list, Sku sku, Instant from, boolean permanent) {}

    /** The place of the last one seen. */
    public static @Nullable Place parse(@Nullable String cursor) {
        if (cursor == null || cursor.isBlank()) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(BETWEEN, -1);
            if (parts.length == 4) {
                return new Place(parts[0], Sku.of(parts[1]), Instant.parse(parts[2]), Boolean.parseBoolean(parts[3]));
            }
        } catch (IllegalArgumentException | DateTimeParseException odd) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "The cursor is not one of ours", odd);
        }
        throw new ProblemException(CommonProblem.REQUEST_INVALID, "The cursor is not one of ours");
    }
}
