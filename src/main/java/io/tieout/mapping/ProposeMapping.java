package io.tieout.mapping;

import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** @param entries values by code; null takes back what an earlier set said */
public record ProposeMapping(
        MappingKind kind,
        String partner,
        LocalDate validFrom,
        SortedMap<String, @Nullable String> entries,
        @Nullable String note) {

    public ProposeMapping {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }

    public static ProposeMapping of(
            MappingKind kind, String partner, LocalDate validFrom, Map<String, @Nullable String> entries) {
        return new ProposeMapping(kind, partner, validFrom, new TreeMap<>(entries), null);
    }
}
