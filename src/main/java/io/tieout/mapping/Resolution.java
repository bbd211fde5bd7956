package io.tieout.mapping;

import java.util.UUID;

/** What a code means on a day, or that nobody has said. */
public sealed interface Resolution {

    /** Recorded on whatever it was used for. */
    record Mapped(String value, UUID mappingSet, int version) implements Resolution {}

    record Unmapped(MappingKind kind, String code, String partner) implements Resolution {
        public String waitKey() {
            return Mappings.waitKey(kind, partner, code);
        }
    }
}
