package io.tieout.mapping.adapter.in.rest;

import io.tieout.kernel.Actor;
import io.tieout.mapping.MappingSet;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A mapping set in the API's words. */
record MappingSetView(
        UUID id,
        String kind,
        String partner,
        int number,
        String state,
        String approval,
        LocalDate validFrom,
        Map<String, @Nullable String> entries,
        @Nullable String note,
        String proposedBy,
        Instant proposedAt,
        @Nullable String submittedBy,
        @Nullable Instant submittedAt,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decisionNote,
        int revision) {

    static MappingSetView from(MappingSet set) {
        return new MappingSetView(
                set.id(),
                set.kind().code(),
                set.partner(),
                set.number(),
                words(set.state()),
                words(set.approval()),
                set.validFrom(),
                set.entries(),
                set.note(),
                set.proposedBy().toString(),
                set.proposedAt(),
                name(set.submittedBy()),
                set.submittedAt(),
                name(set.decidedBy()),
                set.decidedAt(),
                set.decisionNote(),
                set.revision());
    }

    static String words(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String name(@Nullable Actor actor) {
        return actor == null ? null : actor.toString();
    }
}
