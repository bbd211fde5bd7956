package io.tieout.returns;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Returns as decisions, not reversals. Commands join the caller's transaction and are idempotent. */
public class Returns {

    /**
     * Keeps the facts and decides by policy where it can: a till's own refund is decided as paid; anything else that the
     * policy cannot decide waits for a person, as a work item.
     */
    public ReturnId register(RegisterReturn command) {
        throw new UnsupportedOperationException();
    }

    /** A person's decision on a return that waits. */
    public void decide(ReturnId id, ReturnDecision decision, Actor by) {
        throw new UnsupportedOperationException();
    }

    public Optional<ReturnDetails> find(ReturnId id) {
        throw new UnsupportedOperationException();
    }

    public Page<ReturnDetails> list(@Nullable ReturnState state, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }
}
