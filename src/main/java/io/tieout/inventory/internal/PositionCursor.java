package io.tieout.inventory.internal;

import io.tieout.inventory.Position;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Cursors of the lists of positions and movements. Codes have no control characters, so a line feed parts them. */
public final class PositionCursor {

    private PositionCursor() {}

    public static String of(Position position) {
        var pair = position.sku() + "\n" + position.location();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    /** @throws ProblemException {@code request.invalid} where it is not one of ours */
    public static PositionRows.@Nullable After parse(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            var pair = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split("\n", 2);
            if (pair.length == 2) {
                return new PositionRows.After(pair[0], pair[1]);
            }
        } catch (IllegalArgumentException notBase64) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + cursor, notBase64);
        }
        throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + cursor);
    }

    /** @throws ProblemException {@code request.invalid} where it is not one of ours */
    public static long sequence(@Nullable String cursor) {
        try {
            return cursor == null ? 0 : Long.parseLong(cursor);
        } catch (NumberFormatException notANumber) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + cursor, notANumber);
        }
    }

    /** The same position with nothing in it: what a ledger without movements says. */
    public static Position empty(Position position) {
        return new Position(
                position.sku(),
                position.location(),
                Quantity.ZERO,
                Quantity.ZERO,
                Quantity.ZERO,
                Quantity.ZERO,
                position.safetyStock(),
                Quantity.ZERO,
                position.changedAt(),
                Quantity.ZERO,
                position.blocked());
    }
}
