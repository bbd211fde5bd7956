package io.tieout.reconciliation;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Page;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Settlements and payouts: parsed lines that must foot before anything posts, matched against what was expected. */
public class Settlements {

    /**
     * Takes a settlement in, streaming, in the caller's transaction: keeps its lines, proves that they foot, matches and,
     * where policy allows, posts. The same file again is a repeat (S13); another file under the same id a new version.
     *
     * @throws io.tieout.kernel.ProblemException {@code settlement.does-not-foot}, {@code settlement.empty}; nothing is kept
     */
    public UUID take(SettlementFile file, Iterator<SettlementLine> lines) {
        throw new UnsupportedOperationException();
    }

    public Optional<Settlement> find(UUID id) {
        throw new UnsupportedOperationException();
    }

    public Page<Settlement> list(
            @Nullable String connection, @Nullable String state, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    public Page<MatchedLine> lines(UUID settlement, @Nullable String outcome, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** Posts a settlement that waited for a person. */
    public void post(UUID settlement, Actor by) {
        throw new UnsupportedOperationException();
    }
}
