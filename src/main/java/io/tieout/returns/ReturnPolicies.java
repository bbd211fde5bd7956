package io.tieout.returns;

import io.tieout.kernel.Actor;
import io.tieout.returns.internal.PolicyBook;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The return policy: rules by name, each version submitted by one person and put in force by another. */
@Service
@Transactional
public class ReturnPolicies {

    private final PolicyBook book;

    ReturnPolicies(PolicyBook book) {
        this.book = book;
    }

    /** All versions, newest first. */
    @Transactional(readOnly = true)
    public List<PolicyVersion> list() {
        return book.list();
    }

    /** What holds; without the built-in rule, which holds where none of these fits. */
    @Transactional(readOnly = true)
    public List<PolicyVersion> inForce() {
        return book.inForce();
    }

    /**
     * Submits a new version of the rule with this name. On a hub that never took a return it is put in force at once.
     *
     * @throws io.tieout.kernel.ProblemException {@code return.policy-invalid}
     */
    public PolicyVersion propose(ReturnRule rule, Actor by) {
        return book.propose(rule, by);
    }

    /** @throws io.tieout.kernel.ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    public PolicyVersion approve(UUID id, Actor by) {
        return book.decide(id, PolicyVersion.State.IN_FORCE, by);
    }

    /** @throws io.tieout.kernel.ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found} */
    public PolicyVersion reject(UUID id, Actor by) {
        return book.decide(id, PolicyVersion.State.REJECTED, by);
    }
}
