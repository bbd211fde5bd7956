package io.tieout.returns;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may says whether goods may come back.
 *
 * @param state approved or declined
 * @param reference the number under which the authoriser knows it (RMA)
 */
public record AuthoriseReturn(
        Authorisation.State state,
        Authorisation.By by,
        String reason,
        @Nullable String reference,
        @Nullable Instant expiresAt) {}
