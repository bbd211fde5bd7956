package io.tieout.inbox.internal;

import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.ProblemType;
import org.jspecify.annotations.Nullable;

/** Rolls the handler's transaction back and carries why. */
final class Refused extends RuntimeException {

    final InboxMessage.State state;
    final transient ProblemType problem;
    final String reason;
    final @Nullable String waitsFor;
    final String ownerRole;

    Refused(InboxMessage.State state, ProblemType problem, String reason, @Nullable String waitsFor, String ownerRole) {
        super(reason, null, false, false);
        this.state = state;
        this.problem = problem;
        this.reason = reason;
        this.waitsFor = waitsFor;
        this.ownerRole = ownerRole;
    }

    static Refused failed(ProblemType problem, String reason) {
        return new Refused(InboxMessage.State.FAILED, problem, reason, null, Owners.of(problem));
    }
}
