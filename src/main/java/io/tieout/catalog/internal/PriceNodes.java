package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.PriceScope;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Scopes and times as they stand in the configuration file. */
final class PriceNodes {

    private static final int DAY_LENGTH = 10;

    private PriceNodes() {}

    static void write(ObjectNode entry, PriceScope scope) {
        if (scope.connection() != null) {
            entry.put("connection", scope.connection().value());
        }
        if (scope.region() != null) {
            entry.put("region", scope.region());
        }
        if (scope.store() != null) {
            entry.put("store", scope.store().value());
        }
    }

    static PriceScope scope(JsonNode entry) {
        return new PriceScope(
                entry.has("connection")
                        ? ConnectionCode.of(entry.path("connection").asString())
                        : null,
                entry.has("region") ? entry.path("region").asString() : null,
                entry.has("store") ? LocationCode.of(entry.path("store").asString()) : null);
    }

    /** An instant with its offset, or a day, which begins at midnight UTC. */
    static @Nullable Instant instant(JsonNode entry, String name) {
        if (!entry.has(name)) {
            return null;
        }
        var text = entry.path(name).asString();
        try {
            return text.length() == DAY_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            throw new ProblemException(
                    CatalogProblem.VALUE_INVALID, name + " is neither a day nor an instant: " + text);
        }
    }
}
