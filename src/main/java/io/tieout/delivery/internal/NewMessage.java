package io.tieout.delivery.internal;

import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message to be stored for one destination. @param head its body but for sequence and closing brace */
record NewMessage(
        UUID id,
        String destination,
        String key,
        String type,
        String entity,
        String head,
        String correlation,
        @Nullable MessageId cause,
        @Nullable UUID reservation,
        @Nullable UUID document,
        Instant createdAt) {}
