package io.tieout.finance.internal;

import io.tieout.access.Audit;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.FinanceProblem;
import io.tieout.finance.Journal;
import io.tieout.finance.ManualJournal;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Journals that people and clients propose, approve and reverse; in the caller's transaction. */
@Component
public class ManualJournals {

    public static final String MANUAL = "journal.manual";
    public static final String REVERSAL = "journal.reversal";
    private static final String BY_HAND = "by hand";

    private static final int DIGITS_MAX = 14;

    private final PostingPlanners planners;
    private final Mappings mappings;
    private final Accounts accounts;
    private final Catalog catalog;
    private final JournalWriter writer;
    private final JournalPoster poster;
    private final JournalReader reader;
    private final ApprovalThresholds thresholds;
    private final Proposals proposals;
    private final EventPosting events;
    private final FinanceTelling telling;
    private final WorkItems workItems;
    private final Audit audit;
    private final Clock clock;

    ManualJournals(
            PostingPlanners planners,
            Mappings mappings,
            Accounts accounts,
            Catalog catalog,
            JournalWriter writer,
            JournalPoster poster,
            JournalReader reader,
            ApprovalThresholds thresholds,
            Proposals proposals,
            EventPosting events,
            FinanceTelling telling,
            WorkItems workItems,
            Audit audit,
            Clock clock) {
        this.planners = planners;
        this.mappings = mappings;
        this.accounts = accounts;
        this.catalog = catalog;
        this.writer = writer;
        this.poster = poster;
        this.reader = reader;
        this.thresholds = thresholds;
        this.proposals = proposals;
        this.events = events;
        this.telling = telling;
        this.workItems = workItems;
        this.audit = audit;
        this.clock = clock;
    }

    /** The same key and content again gives the same journal. */
    public Journal post(ManualJournal journal, Actor by) {
        var lines = lines(journal);
        writer.lock(journal.entity().value());
        var key = MANUAL + ":" + journal.key();
        var known = reader.findByKey(key).or(() -> proposals.findByKey(key).map(JournalReader::from));
        if (known.isPresent()) {
            return same(known.get(), journal, lines);
        }
        var id = Ids.next();
        var draft = new JournalDraft(
                id,
                journal.entity(),
                journal.businessDate(),
                MANUAL,
                key,
                BusinessKey.of("journal:" + id),
                Correlation.current().cause(),
                null,
                null,
                BY_HAND,
                journal.text(),
                by,
                null,
                lines);
        poster.refuseIfClosed(draft);
        return postOrPropose(draft, by);
    }

    public Journal reverse(UUID original, String reason, Actor by) {
        var journal = posted(original);
        writer.lock(journal.entity().value());
        if (reader.reversalOf(original).isPresent() || proposals.reversalWaits(original)) {
            throw new ProblemException(
                    FinanceProblem.JOURNAL_ALREADY_REVERSED, "Journal " + journal.number() + " is reversed already");
        }
        var id = Ids.next();
        var draft = new JournalDraft(
                id,
                journal.entity(),
                LocalDate.now(clock.withZone(entity(journal.entity()).zone())),
                REVERSAL,
                REVERSAL + ":" + original + ":" + id,
                journal.subject(),
                journal.message(),
                null,
                original,
                journal.ruleVersion(),
                reason,
                by,
                null,
                reader.postingLines(original).stream().map(PostingLine::negated).toList());
        return postOrPropose(draft, by);
    }

    public Journal approve(UUID id, Actor by) {
        var draft = decidable(id, by);
        var approved = draft.approvedBy(by);
        proposals.decide(id, "POSTED", by);
        switch (draft.eventType()) {
            case MANUAL -> tell(poster.postInItsPeriod(approved));
            case REVERSAL ->
                poster.post(List.of(approved), (posted, _) -> posted.id()).forEach(this::tell);
            default -> events.postApproved(approved);
        }
        settle(draft, "Approved by " + by);
        audit.record(by, "journal.approved", draft.subject().value(), Map.of("journal", id.toString()));
        return posted(id);
    }

    public Journal reject(UUID id, String reason, Actor by) {
        var draft = decidable(id, by);
        proposals.decide(id, "REJECTED", by);
        events.rejectAwaiting(draft.eventKey());
        settle(draft, "Rejected by " + by + ": " + reason);
        audit.record(
                by, "journal.rejected", draft.subject().value(), Map.of("journal", id.toString(), "reason", reason));
        return JournalReader.from(proposals.find(id).orElseThrow());
    }

    private JournalDraft decidable(UUID id, Actor by) {
        var proposal = proposals
                .lock(id)
                .orElseThrow(() -> reader.find(id).isPresent()
                        ? new ProblemException(CommonProblem.STATE_CONFLICT, "Journal " + id + " is posted already")
                        : new ProblemException(CommonProblem.NOT_FOUND, "There is no journal " + id));
        if (!proposal.state().equals(Journal.State.AWAITS_APPROVAL.name())) {
            throw new ProblemException(
                    CommonProblem.STATE_CONFLICT, "Journal " + id + " was decided already: " + proposal.state());
        }
        if (proposal.draft().proposedBy().equals(by)) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON, by + " proposed this journal, so someone else decides");
        }
        return proposal.draft();
    }

    private Journal postOrPropose(JournalDraft draft, Actor by) {
        var facts = Map.of("journal", draft.id().toString(), "event", draft.eventType());
        if (thresholds.view().needsApproval(draft, ApprovalThresholds.MANUAL)) {
            proposals.add(draft);
            events.raiseApproval(draft);
            telling.awaitsApproval(draft);
            audit.record(by, "journal.proposed", draft.subject().value(), facts);
            return JournalReader.from(proposals.find(draft.id()).orElseThrow());
        }
        if (draft.eventType().equals(MANUAL)) {
            tell(poster.postInItsPeriod(draft));
        } else {
            poster.post(List.of(draft), (posted, _) -> posted.id()).forEach(this::tell);
        }
        audit.record(by, "journal.posted", draft.subject().value(), facts);
        return posted(draft.id());
    }

    private void tell(PostedJournal journal) {
        telling.journalPosted(journal, entity(journal.draft().entity()).currency());
    }

    private void settle(JournalDraft draft, String how) {
        workItems.resolve(FinanceProblem.JOURNAL_AWAITS_APPROVAL, BusinessKey.of("journal:" + draft.id()), how);
    }

    private Journal posted(UUID id) {
        return reader.find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no posted journal " + id));
    }

    private LegalEntity entity(EntityCode code) {
        return catalog.entity(code)
                .orElseThrow(
                        () -> new ProblemException(FinanceProblem.ENTITY_UNKNOWN, "There is no legal entity " + code));
    }

    private static Journal same(Journal known, ManualJournal journal, List<PostingLine> lines) {
        var sameLines = known.lines().size() == lines.size();
        for (var index = 0; sameLines && index < lines.size(); index++) {
            var one = known.lines().get(index);
            var other = lines.get(index);
            sameLines = one.account().equals(other.account())
                    && one.debit().compareTo(other.debit()) == 0
                    && one.credit().compareTo(other.credit()) == 0
                    && one.dimensions().equals(other.dimensions());
        }
        if (!sameLines
                || !known.entity().equals(journal.entity())
                || !known.businessDate().equals(journal.businessDate())) {
            throw new ProblemException(
                    FinanceProblem.JOURNAL_KEY_REUSED,
                    "The key " + journal.key() + " belongs to journal " + known.id());
        }
        return known;
    }

    private List<PostingLine> lines(ManualJournal journal) {
        var entity = entity(journal.entity());
        if (journal.lines().size() < 2) {
            throw new ProblemException(
                    FinanceProblem.JOURNAL_TOO_FEW_LINES,
                    "It has " + journal.lines().size() + " lines");
        }
        var scale = PostingPlanner.scale(journal.currency());
        var lines = new ArrayList<PostingLine>();
        var sum = BigDecimal.ZERO;
        for (var line : journal.lines()) {
            var place = "/lines/" + lines.size();
            if (line.debit().signum() < 0
                    || line.credit().signum() < 0
                    || (line.debit().signum() == 0) == (line.credit().signum() == 0)
                    || !isAmount(line.debit(), scale)
                    || !isAmount(line.credit(), scale)) {
                throw problem(
                        FinanceProblem.JOURNAL_LINE_INVALID,
                        place,
                        "One side, above zero, to the cent, with at most " + DIGITS_MAX + " digits before the point");
            }
            var amount = line.debit().subtract(line.credit()).setScale(scale);
            sum = sum.add(amount);
            lines.add(line(journal, line, amount, place));
        }
        if (sum.signum() != 0) {
            throw problem(
                    FinanceProblem.JOURNAL_UNBALANCED,
                    "/lines",
                    "Debits less credits are " + sum.toPlainString() + " " + journal.currency());
        }
        return planners.forOneBatch().converted(lines, entity.currency(), journal.businessDate());
    }

    /** Looked at before any arithmetic: a number such as 1e999999999 takes hours to add. */
    private static boolean isAmount(BigDecimal amount, int scale) {
        var stripped = amount.stripTrailingZeros();
        return stripped.scale() <= scale && (long) stripped.precision() - stripped.scale() <= DIGITS_MAX;
    }

    /** By account key, or by a code that the chart of accounts in force or the ledger knows. */
    private PostingLine line(ManualJournal journal, ManualJournal.Line line, BigDecimal amount, String place) {
        var chart = new CodeBook(mappings);
        var channel = line.dimensions().channel();
        if (chart.account(line.account(), channel, journal.businessDate()) instanceof Resolution.Mapped mapped) {
            return new PostingLine(
                    mapped.value(), line.account(), journal.currency(), amount, amount, line.dimensions());
        }
        var key = chart.keyOf(line.account(), channel, journal.businessDate())
                .or(() -> accounts.keyOf(line.account()))
                .orElseThrow(() ->
                        problem(FinanceProblem.ACCOUNT_UNKNOWN, place + "/account", "No account " + line.account()));
        return new PostingLine(line.account(), key, journal.currency(), amount, amount, line.dimensions());
    }

    private static ProblemException problem(FinanceProblem problem, String place, String detail) {
        return new ProblemException(problem, detail, List.of(new ProblemException.Place(place, detail)));
    }
}
