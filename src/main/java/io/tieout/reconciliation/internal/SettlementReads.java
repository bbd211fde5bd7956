package io.tieout.reconciliation.internal;

import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.MatchedLine;
import io.tieout.reconciliation.Payout;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.SettlementCount;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lists of settlements and their rows, paged by key. */
@Component
public class SettlementReads {

    private static final int BY_REFERENCE_MAX = 500;

    private final SettlementStore settlements;
    private final SettlementLines lines;

    SettlementReads(SettlementStore settlements, SettlementLines lines) {
        this.settlements = settlements;
        this.lines = lines;
    }

    public Optional<Settlement> find(UUID id) {
        return settlements.find(id);
    }

    public Optional<Settlement> lock(UUID id) {
        return settlements.lockRow(id);
    }

    public boolean isActive(UUID id) {
        return settlements.isActive(id);
    }

    public Page<Settlement> list(
            @Nullable String connection, @Nullable String state, int limit, @Nullable String after) {
        var most = Cursors.limit(limit);
        return Page.of(
                settlements.list(connection, state, most + 1, Cursors.uuid(after)),
                most,
                settlement -> settlement.id().toString());
    }

    public List<SettlementCount> counts() {
        return settlements.counts();
    }

    public Page<MatchedLine> lines(UUID settlement, @Nullable String outcome, int limit, @Nullable String after) {
        var most = Cursors.limit(limit);
        return Page.of(
                lines.list(settlement, outcome, most + 1, Cursors.position(after)),
                most,
                line -> String.valueOf(line.position()));
    }

    public List<MatchedLine> linesByReference(String reference) {
        return lines.byReference(reference, BY_REFERENCE_MAX);
    }

    /** @throws ProblemException where the cursor is none of ours */
    public Page<Payout> payouts(int limit, @Nullable String after) {
        var most = Cursors.limit(limit);
        return Page.of(
                settlements.payouts(most + 1, Cursors.uuid(after)),
                most,
                payout -> payout.settlement().toString());
    }
}
