package io.tieout.platform.spi;

import io.tieout.kernel.Actor;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * One top-level section of the configuration file ({@code GET}/{@code PUT /api/v1/config}), owned by one module. The frame
 * runs all sections of one request in one transaction; a dry run is the same transaction rolled back.
 */
public interface ConfigSection {

    /** The section's key, such as {@code locations}. */
    String name();

    /** Sections are applied in rising order, so that entities exist before the locations that name them. */
    int order();

    /** JSON schema (2020-12) of the section's value; unknown properties are refused by {@code additionalProperties: false}. */
    JsonNode schema();

    /** The section as it stands, secrets as references, in a stable order; a valid input of {@link #apply}. */
    JsonNode read();

    /**
     * Makes the section be as stated. Entries that are absent are left alone, unless {@code prune}. The value has passed the
     * schema.
     *
     * @return what changed and what waits for a second person
     * @throws io.tieout.kernel.ProblemException where a value is refused; places point into the section
     */
    List<Change> apply(JsonNode value, boolean prune, Actor by);

    /** One difference between the file and the hub. */
    record Change(Kind kind, String key, String detail) {

        /** What happened to the entry. */
        public enum Kind {
            ADDED,
            CHANGED,
            REMOVED,
            SUBMITTED
        }
    }
}
