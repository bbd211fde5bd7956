package io.tieout.channels.adapter.in.rest;

import io.tieout.channels.AdapterVersion;
import io.tieout.channels.DeclarativeAdapters;
import io.tieout.kernel.Actor;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** An adapter's version in the API's words. */
record AdapterVersionView(
        UUID id,
        String code,
        String title,
        int number,
        String state,
        String approval,
        JsonNode definition,
        @Nullable String note,
        String proposedBy,
        Instant proposedAt,
        @Nullable String submittedBy,
        @Nullable Instant submittedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        int revision) {

    static AdapterVersionView from(AdapterVersion version) {
        return new AdapterVersionView(
                version.id(),
                version.code(),
                version.definition().title(),
                version.number(),
                words(version.state()),
                words(version.approval()),
                DeclarativeAdapters.write(version.definition()),
                version.note(),
                version.proposedBy().toString(),
                version.proposedAt(),
                name(version.submittedBy()),
                version.submittedAt(),
                name(version.decidedBy()),
                version.decidedAt(),
                version.decisionNote(),
                version.revision());
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String name(@Nullable Actor actor) {
        return actor == null ? null : actor.toString();
    }
}
