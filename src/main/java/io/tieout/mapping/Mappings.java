package io.tieout.mapping;

import java.time.LocalDate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Mapping sets and their resolution. */
public class Mappings {

    /**
     * A pure function of (kind, code, partner, date) over the sets in force: the partner's own set first, then the default
     * ({@code *}).
     */
    public Resolution resolve(MappingKind kind, String code, String partner, LocalDate on) {
        throw new UnsupportedOperationException();
    }

    /** All entries in force for a partner on a day, the default's included: for batches. */
    public Map<String, Resolution.Mapped> inForce(MappingKind kind, String partner, LocalDate on) {
        throw new UnsupportedOperationException();
    }

    /** Puts a default set ({@code *}) in force where the kind has none. Idempotent. */
    public void seedDefault(MappingKind kind, Map<String, String> entries) {
        throw new UnsupportedOperationException();
    }

    /** The key that work waits for when a code has no mapping: {@code mapping:<kind>:<partner>:<code>}. */
    public static String waitKey(MappingKind kind, @Nullable String partner, String code) {
        return "mapping:" + kind.code() + ":" + (partner == null ? "*" : partner) + ":" + code;
    }
}
