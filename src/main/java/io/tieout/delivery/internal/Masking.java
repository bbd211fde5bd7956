package io.tieout.delivery.internal;

import java.util.Collection;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may be kept of a receiver's words: no secrets, not too much. */
final class Masking {

    static final int LENGTH_MAX = 2000;
    private static final Pattern TOKENS =
            Pattern.compile("whsec_[A-Za-z0-9+/=_-]+|(?i)(?<=bearer )[A-Za-z0-9._~+/=-]+|(?<=v1,)[A-Za-z0-9+/=]{20,}");
    private static final String MASK = "***";

    private Masking() {}

    static @Nullable String masked(@Nullable String text, Collection<String> secrets) {
        if (text == null) {
            return null;
        }
        var result = text.replace('\0', ' ');
        for (var secret : secrets) {
            if (!secret.isBlank()) {
                result = result.replace(secret, MASK);
            }
        }
        result = TOKENS.matcher(result).replaceAll(MASK);
        return result.length() > LENGTH_MAX ? result.substring(0, LENGTH_MAX) + "..." : result;
    }
}
