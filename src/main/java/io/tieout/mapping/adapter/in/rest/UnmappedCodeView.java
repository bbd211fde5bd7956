package io.tieout.mapping.adapter.in.rest;

import io.tieout.mapping.UnmappedCode;
import java.time.Instant;

/** An unmapped code in the API's words. */
record UnmappedCodeView(
        String kind, String partner, String code, Instant firstAskedAt, Instant lastAskedAt, long times) {

    static UnmappedCodeView from(UnmappedCode code) {
        return new UnmappedCodeView(
                code.kind().code(), code.partner(), code.code(), code.firstAskedAt(), code.lastAskedAt(), code.times());
    }
}
