package io.tieout.reconciliation;

import io.tieout.kernel.Page;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bank statements: the last link of the chain. */
public class BankStatements {

    /**
     * Keeps the lines and matches deposits that are awaited: by reference first, then exact amount, account and date
     * window where only one candidate is left; never by amount alone among several (S45).
     */
    public UUID take(BankStatement statement) {
        throw new UnsupportedOperationException();
    }

    public Page<BankLine> lines(@Nullable String state, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }
}
