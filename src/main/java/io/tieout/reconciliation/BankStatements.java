package io.tieout.reconciliation;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Page;
import io.tieout.reconciliation.internal.BankIntake;
import io.tieout.reconciliation.internal.BankMatching;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bank statements: the last link of the chain. */
@Service
public class BankStatements {

    private final BankIntake intake;
    private final BankMatching matching;

    BankStatements(BankIntake intake, BankMatching matching) {
        this.intake = intake;
        this.matching = matching;
    }

    /**
     * Keeps the lines and matches deposits that are awaited: by reference first, then exact amount, account and date
     * window where only one candidate is left; never by amount alone among several (S45). The same statement again changes
     * nothing.
     *
     * @return the statement's id
     * @throws io.tieout.kernel.ProblemException {@code statement.does-not-foot}, {@code statement.reissued}; nothing is kept
     */
    @Transactional
    public UUID take(BankStatement statement) {
        return intake.take(statement);
    }

    /** Newest first. @param state {@code OPEN} or {@code MATCHED}; null is any */
    @Transactional(readOnly = true)
    public Page<BankLine> lines(@Nullable String state, int limit, @Nullable String after) {
        return intake.lines(state, limit, after);
    }

    @Transactional(readOnly = true)
    public Optional<BankLine> find(UUID line) {
        return intake.find(line);
    }

    /** What an open line may be: posted settlements of its entity and currency, the nearest amounts first; at most a hundred. */
    @Transactional(readOnly = true)
    public List<AwaitedDeposit> candidates(UUID line) {
        return intake.candidates(line);
    }

    /**
     * A person's match, posted like one that was found by rule and kept in the audit log. The same match again changes
     * nothing.
     *
     * @throws io.tieout.kernel.ProblemException {@code not-found}; {@code state.conflict} where one of the two is matched
     *     already or they cannot be one; {@code bank-line.amount-differs}
     */
    @Transactional
    public BankLine match(UUID line, UUID settlement, Actor by) {
        matching.matchByHand(line, settlement, by);
        return intake.find(line).orElseThrow();
    }
}
