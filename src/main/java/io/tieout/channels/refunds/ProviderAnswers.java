package io.tieout.channels.refunds;

import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnFacts;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands providers' answers to returns. An answer about a refund that was not asked for from here is none of ours. */
@Component
public class ProviderAnswers {

    private final ReturnFacts facts;
    private final Clock clock;

    ProviderAnswers(ReturnFacts facts, Clock clock) {
        this.facts = facts;
        this.clock = clock;
    }

    /**
     * @param ours what was sent as our own reference
     * @param theirs the provider's number of the refund
     * @param succeeded null while it is still under way
     */
    public Outcome told(@Nullable String ours, @Nullable String theirs, @Nullable Boolean succeeded, String words) {
        var refund = refund(ours, theirs);
        if (refund.isEmpty()) {
            return new Outcome.Ignored("The refund " + theirs + " was not asked for from here");
        }
        if (succeeded == null) {
            return new Outcome.Ignored("The refund is under way: " + words);
        }
        facts.refundAnswered(new RefundAnswer(refund.get(), succeeded, theirs, words, clock.instant()));
        return new Outcome.Processed(Set.of(BusinessKey.of("refund:" + refund.get())));
    }

    private Optional<UUID> refund(@Nullable String ours, @Nullable String theirs) {
        if (ours != null) {
            try {
                return Optional.of(UUID.fromString(ours));
            } catch (IllegalArgumentException anothers) {
                return Optional.empty();
            }
        }
        return theirs == null ? Optional.empty() : facts.refundByReference(theirs);
    }
}
