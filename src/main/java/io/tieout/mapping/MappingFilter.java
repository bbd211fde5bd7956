package io.tieout.mapping;

import org.jspecify.annotations.Nullable;

/** Which sets to list; null is any. */
public record MappingFilter(
        @Nullable MappingKind kind, @Nullable String partner, MappingSet.@Nullable State state) {}
