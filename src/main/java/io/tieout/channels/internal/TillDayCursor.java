package io.tieout.channels.internal;

import io.tieout.channels.TillDay;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a list of tills' days goes on. */
public record TillDayCursor(LocalDate businessDate, String connection, String store, String workstation) {

    private static final String SEPARATOR = "\n";

    public static TillDayCursor of(TillDay day) {
        return new TillDayCursor(day.businessDate(), day.connection().value(), day.store(), day.workstation());
    }

    public String text() {
        var text = String.join(SEPARATOR, businessDate.toString(), connection, store, workstation);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public static @Nullable TillDayCursor parse(@Nullable String after) {
        if (after == null) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(after), StandardCharsets.UTF_8).split(SEPARATOR, -1);
            if (parts.length == 4) {
                return new TillDayCursor(LocalDate.parse(parts[0]), parts[1], parts[2], parts[3]);
            }
        } catch (IllegalArgumentException | DateTimeException noCursor) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "after is no cursor of this list", noCursor);
        }
        throw new ProblemException(CommonProblem.REQUEST_INVALID, "after is no cursor of this list");
    }
}
