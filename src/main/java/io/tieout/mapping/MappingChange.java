package io.tieout.mapping;

import org.jspecify.annotations.Nullable;

/** What a code means before and with a set, the default's say included; null is nothing. */
public record MappingChange(
        String code, @Nullable String before, @Nullable String after) {}
