package io.tieout.mapping;

import java.time.Instant;

/** A code that was asked for and has no mapping. */
public record UnmappedCode(
        MappingKind kind, String partner, String code, Instant firstAskedAt, Instant lastAskedAt, long times) {}
