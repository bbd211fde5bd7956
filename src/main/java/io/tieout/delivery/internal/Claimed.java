package io.tieout.delivery.internal;

import io.tieout.kernel.MessageId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message under way.
 *
 * @param claim the token of this claim: a result counts only while the row still bears it
 * @param attemptsBefore those made before a person had it retried; the schedule starts anew
 */
record Claimed(
        UUID id,
        UUID claim,
        String destination,
        String key,
        long sequence,
        String type,
        String body,
        int attempts,
        int attemptsBefore,
        boolean answerLost,
        @Nullable UUID document,
        @Nullable MessageId cause) {}
