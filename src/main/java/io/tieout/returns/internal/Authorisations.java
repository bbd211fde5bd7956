package io.tieout.returns.internal;

import io.tieout.kernel.TraceStep;
import io.tieout.returns.Authorisation;
import io.tieout.returns.Authorisation.By;
import io.tieout.returns.Authorisation.State;
import io.tieout.returns.ReturnId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The first fact: whether the goods may come back, and who said so. */
@Component
class Authorisations {

    private final AuthorisationRows rows;
    private final ReturnEffects effects;
    private final Clock clock;

    Authorisations(AuthorisationRows rows, ReturnEffects effects, Clock clock) {
        this.rows = rows;
        this.effects = effects;
        this.clock = clock;
    }

    Optional<Authorisation> of(ReturnId id) {
        return rows.find(id);
    }

    boolean approved(ReturnId id) {
        return rows.find(id).filter(fact -> fact.state() == State.APPROVED).isPresent();
    }

    void note(
            CustomerReturn one,
            State state,
            By by,
            String reason,
            @Nullable String reference,
            @Nullable Instant expiresAt,
            String actor) {
        rows.add(one.id(), new Authorisation(state, by, reason, reference, expiresAt, clock.instant(), actor));
        effects.story(
                one,
                "return.authorisation-" + state.name().toLowerCase(Locale.ROOT),
                state == State.REQUESTED ? TraceStep.State.WAITING : TraceStep.State.DONE,
                Map.of("by", by.name(), "reason", reason));
    }

    List<ReturnId> expired(int limit) {
        return rows.expired(clock.instant(), limit);
    }
}
