package io.tieout.channels;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something in a partner's messages that no model names: one for each shape, however often it is met.
 *
 * @param path of the field or column
 * @param value of an enumeration or a version that was not known; empty for fields and columns
 * @param sampleMessage the first message that had it
 * @param count how often it was met, to within the last seconds
 * @param acknowledgedBy who said that it is known now; from then on it is only counted
 */
public record Novelty(
        UUID id,
        String adapter,
        Kind kind,
        String path,
        String value,
        @Nullable UUID sampleMessage,
        Instant firstSeen,
        Instant lastSeen,
        long count,
        @Nullable Instant acknowledgedAt,
        @Nullable String acknowledgedBy) {

    /** What is new about it. */
    public enum Kind {
        FIELD,
        VALUE,
        COLUMN,
        /** The partner answers in another version of its interface than it was asked for. */
        VERSION
    }
}
