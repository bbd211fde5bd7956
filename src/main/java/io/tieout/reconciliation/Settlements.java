package io.tieout.reconciliation;

import io.tieout.access.Audit;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.internal.SettlementIntake;
import io.tieout.reconciliation.internal.SettlementPosting;
import io.tieout.reconciliation.internal.SettlementReads;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Settlements and payouts: parsed lines that must foot before anything posts, matched against what was expected. */
@Service
public class Settlements {

    private final SettlementIntake intake;
    private final SettlementPosting posting;
    private final SettlementReads reads;
    private final Audit audit;
    private final boolean autoPost;
    private final boolean postUnknownTypes;

    Settlements(
            SettlementIntake intake,
            SettlementPosting posting,
            SettlementReads reads,
            Audit audit,
            @Value("${tieout.reconciliation.auto-post:true}") boolean autoPost,
            @Value("${tieout.reconciliation.post-unknown-types:true}") boolean postUnknownTypes) {
        this.intake = intake;
        this.posting = posting;
        this.reads = reads;
        this.audit = audit;
        this.autoPost = autoPost;
        this.postUnknownTypes = postUnknownTypes;
    }

    /**
     * Takes a settlement in, streaming, in the caller's transaction: keeps its lines, proves that they foot, matches and,
     * where policy allows, posts. The same rows again are a repeat and change nothing (S13); other rows under the same id are
     * a new version, which replaces one that is not posted yet and otherwise waits beside it with a work item. What finance
     * cannot post yet is held with a work item and posted when a mapping takes force.
     *
     * @return the settlement's id; that of the version there was where this is a repeat
     * @throws ProblemException {@code settlement.does-not-foot}, {@code settlement.empty}; nothing is kept
     */
    @Transactional
    public UUID take(SettlementFile file, Iterator<SettlementLine> lines) {
        var taken = intake.take(file, lines);
        if (taken.fresh() && taken.active() && autoPost) {
            var settlement = reads.find(taken.id()).orElseThrow();
            if (postUnknownTypes || !settlement.outcomes().containsKey(MatchedLine.Outcome.UNKNOWN_TYPE.name())) {
                posting.postOrHold(settlement);
            }
        }
        return taken.id();
    }

    @Transactional(readOnly = true)
    public Optional<Settlement> find(UUID id) {
        return reads.find(id);
    }

    /** Newest first. */
    @Transactional(readOnly = true)
    public Page<Settlement> list(
            @Nullable String connection, @Nullable String state, int limit, @Nullable String after) {
        return reads.list(connection, state, limit, after);
    }

    /** How many settlements {@link #list} would show, by channel and state. */
    @Transactional(readOnly = true)
    public List<SettlementCount> counts() {
        return reads.counts();
    }

    /** In the order of the file. */
    @Transactional(readOnly = true)
    public Page<MatchedLine> lines(UUID settlement, @Nullable String outcome, int limit, @Nullable String after) {
        return reads.lines(settlement, outcome, limit, after);
    }

    /** The rows that name an order, of all settlements, oldest first (at most a few hundred): the settled part of its story. */
    @Transactional(readOnly = true)
    public List<MatchedLine> linesByReference(String reference) {
        return reads.linesByReference(reference);
    }

    /** What was sent to the bank, newest first. */
    @Transactional(readOnly = true)
    public Page<Payout> payouts(int limit, @Nullable String after) {
        return reads.payouts(limit, after);
    }

    /**
     * Posts a settlement that waited for a person. One that is posted stays as it is.
     *
     * @throws ProblemException {@code not-found}; {@code settlement.reissued} for a version beside a posted one; and what
     *     finance says
     */
    @Transactional
    public void post(UUID id, Actor by) {
        var settlement = reads.lock(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no settlement " + id));
        switch (settlement.state()) {
            case POSTED, RECONCILED -> {}
            case SUPERSEDED ->
                throw new ProblemException(
                        CommonProblem.STATE_CONFLICT, "Settlement " + id + " was superseded by a later version");
            case FOOTED -> {
                if (!reads.isActive(id)) {
                    throw new ProblemException(
                            ReconciliationProblem.REISSUED,
                            "Another version of settlement " + settlement.externalId() + " is posted");
                }
                posting.post(settlement);
                audit.record(
                        by,
                        "settlement.posted",
                        "settlement:" + settlement.connection() + ":" + settlement.externalId(),
                        Map.of("version", String.valueOf(settlement.version())));
            }
        }
    }
}
