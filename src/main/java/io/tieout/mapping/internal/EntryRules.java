package io.tieout.mapping.internal;

import io.tieout.kernel.ProblemException;
import io.tieout.mapping.MappingProblem;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold of a set's content. */
public final class EntryRules {

    private static final int LENGTH_MAX = 200;
    private static final int PARTNER_LENGTH_MAX = 64;
    private static final int ENTRIES_MAX = 100_000;

    private EntryRules() {}

    /** @throws ProblemException {@code mapping.entry-invalid} */
    public static void check(String partner, Map<String, @Nullable String> entries) {
        text("The partner", partner, PARTNER_LENGTH_MAX);
        if (partner.indexOf(':') >= 0) {
            throw invalid("The partner must not contain a colon: " + partner);
        }
        if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
            throw invalid("A set has between 1 and " + ENTRIES_MAX + " entries, not " + entries.size());
        }
        entries.forEach((code, value) -> {
            text("The code", code, LENGTH_MAX);
            if (value != null) {
                text("The value of " + code, value, LENGTH_MAX);
            }
        });
    }

    private static void text(String what, String text, int lengthMax) {
        if (text.isBlank() || text.length() > lengthMax || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(
                    what + " must have between 1 and " + lengthMax + " characters, none of them control characters");
        }
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(MappingProblem.ENTRY_INVALID, detail);
    }
}
