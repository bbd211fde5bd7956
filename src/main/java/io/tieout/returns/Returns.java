package io.tieout.returns;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import io.tieout.returns.internal.ReturnDesk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Returns as decisions, not reversals. Commands join the caller's transaction and are idempotent. */
@Service
@Transactional
public class Returns {

    private final ReturnDesk desk;

    Returns(ReturnDesk desk) {
        this.desk = desk;
    }

    /**
     * Keeps the facts and decides by policy where it can: a till's own refund is decided as paid; anything else that the
     * policy cannot decide waits for a person, as a work item. The same return again changes nothing, but that goods which
     * were expected may now have been received.
     *
     * @throws io.tieout.kernel.ProblemException {@code return.order-unknown}, {@code return.amounts-differ} and so on
     */
    public ReturnId register(RegisterReturn command) {
        return desk.register(command);
    }

    /**
     * A person's decision on a return that waits. Approving tells finance; declining gives back what it had claimed of the
     * order, and takes the goods out of our stock. The same decision again changes nothing.
     *
     * @throws io.tieout.kernel.ProblemException {@code return.decided-already} where it was decided otherwise
     */
    public void decide(ReturnId id, ReturnDecision decision, Actor by) {
        desk.decide(id, decision, by);
    }

    /**
     * Takes back a return that a till had paid out: the goods leave again, finance hears the opposite, and the return stays on
     * record as voided. A repeat changes nothing.
     *
     * @return the return, or empty where it is not known
     * @throws io.tieout.kernel.ProblemException {@code return.not-voidable} where no till has paid it out
     */
    public Optional<ReturnId> voidReturn(VoidReturn command) {
        return desk.voidReturn(command);
    }

    @Transactional(readOnly = true)
    public Optional<ReturnDetails> find(ReturnId id) {
        return desk.find(id);
    }

    /** Newest first. @throws io.tieout.kernel.ProblemException {@code request.invalid} where {@code after} is no cursor */
    @Transactional(readOnly = true)
    public Page<ReturnDetails> list(@Nullable ReturnState state, int limit, @Nullable String after) {
        return search(new ReturnFilter(state, null, null, null, null), limit, after);
    }

    /** Newest first. @throws io.tieout.kernel.ProblemException {@code request.invalid} where {@code after} is no cursor */
    @Transactional(readOnly = true)
    public Page<ReturnDetails> search(ReturnFilter filter, int limit, @Nullable String after) {
        return desk.list(filter, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    /** By the teller's own number. */
    @Transactional(readOnly = true)
    public Optional<ReturnDetails> find(ConnectionCode connection, String externalId) {
        return desk.find(connection, externalId);
    }
}
