package io.tieout.reconciliation;

import io.tieout.kernel.Page;
import io.tieout.reconciliation.internal.BankIntake;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Bank statements: the last link of the chain. */
@Service
public class BankStatements {

    private final BankIntake intake;

    BankStatements(BankIntake intake) {
        this.intake = intake;
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
}
