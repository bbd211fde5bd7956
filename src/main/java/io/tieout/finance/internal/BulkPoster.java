package io.tieout.finance.internal;

import io.tieout.finance.Document;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.FinanceEvents.BulkPosting;
import io.tieout.finance.UnpostableException;
import io.tieout.finance.events.JournalPosted;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Money;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts a stream of events in chunks of one transaction: memory is bounded by the chunk and the summary, never by the stream. */
@Component
class BulkPoster {

    private static final int CHUNK = 5_000;

    private record Place(String entity, YearMonth period) {}

    private record LineKey(String account, String key, Dimensions dimensions) {}

    /** The journals of one settlement in one period of one entity, summed: what the ERP gets. */
    private static final class Summary {

        private final UUID document = Ids.next();
        private final FinanceEvent first;
        private final Map<LineKey, BigDecimal> sums = new LinkedHashMap<>();
        private @Nullable LocalDate lastDay;
        private @Nullable PostedJournal firstJournal;
        private @Nullable PostedJournal lastJournal;
        private long journals;

        Summary(FinanceEvent first) {
            this.first = first;
        }

        void add(PostedJournal journal) {
            firstJournal = firstJournal == null ? journal : firstJournal;
            lastJournal = journal;
            lastDay = lastDay == null || journal.postedOn().isAfter(lastDay) ? journal.postedOn() : lastDay;
            journals++;
            for (var line : journal.draft().lines()) {
                sums.merge(
                        new LineKey(
                                line.account(), line.key(), line.dimensions().withReference(null)),
                        line.functional(),
                        BigDecimal::add);
            }
        }
    }

    private final PostingPlanners planners;
    private final JournalWriter writer;
    private final JournalPoster poster;
    private final DocumentStore documents;
    private final FinanceTelling telling;
    private final Clock clock;

    BulkPoster(
            PostingPlanners planners,
            JournalWriter writer,
            JournalPoster poster,
            DocumentStore documents,
            FinanceTelling telling,
            Clock clock) {
        this.planners = planners;
        this.writer = writer;
        this.poster = poster;
        this.documents = documents;
        this.telling = telling;
        this.clock = clock;
    }

    BulkPosting post(String document, Iterator<FinanceEvent> events) {
        var planner = planners.forOneBatch();
        var summaries = new LinkedHashMap<Place, Summary>();
        var chunk = new ArrayList<FinanceEvent>(CHUNK);
        var journals = 0L;
        var lines = 0L;
        while (events.hasNext()) {
            chunk.add(events.next());
            if (chunk.size() == CHUNK || !events.hasNext()) {
                var posted = postChunk(planner, chunk, summaries);
                journals += posted.journals();
                lines += posted.lines();
                chunk.clear();
            }
        }
        summaries.forEach((place, summary) -> tell(document, place, summary));
        return new BulkPosting(journals, lines);
    }

    private BulkPosting postChunk(PostingPlanner planner, List<FinanceEvent> chunk, Map<Place, Summary> summaries) {
        var seen = new HashSet<>(
                writer.posted(chunk.stream().map(FinanceEvent::key).toList()));
        var drafts = new ArrayList<JournalDraft>(chunk.size());
        var eventOf = new LinkedHashMap<UUID, FinanceEvent>();
        for (var event : chunk) {
            if (!seen.add(event.key())) {
                continue;
            }
            switch (planner.plan(event, null)) {
                case Posting.Waits waits ->
                    throw new UnpostableException(waits.problem(), waits.detail(), waits.waitKey());
                case Posting.Ready ready -> {
                    if (!ready.lines().isEmpty()) {
                        var draft = JournalDraft.from(Ids.next(), event, ready, null);
                        drafts.add(draft);
                        eventOf.put(draft.id(), event);
                    }
                }
            }
        }
        var journals = poster.post(
                drafts,
                (draft, period) -> summaries.computeIfAbsent(
                                new Place(draft.entity().value(), period), _ -> new Summary(eventOf.get(draft.id())))
                        .document);
        var lines = 0L;
        for (var journal : journals) {
            lines += journal.draft().lines().size();
            summaries
                    .get(new Place(journal.draft().entity().value(), journal.period()))
                    .add(journal);
        }
        return new BulkPosting(journals.size(), lines);
    }

    private void tell(String document, Place place, Summary summary) {
        var firstJournal = summary.firstJournal;
        var lastJournal = summary.lastJournal;
        var lastDay = summary.lastDay;
        if (firstJournal == null || lastJournal == null || lastDay == null) {
            return;
        }
        var now = clock.instant();
        var first = summary.first;
        var functional = planners.functional(EntityCode.of(place.entity()));
        var lines = new ArrayList<JournalPosted.Line>();
        var debit = BigDecimal.ZERO;
        for (var sum : summary.sums.entrySet()) {
            var key = sum.getKey();
            var line = new PostingLine(
                    key.account(), key.key(), functional, sum.getValue(), sum.getValue(), key.dimensions());
            if (line.functional().signum() != 0) {
                debit = debit.add(line.functionalDebit());
                lines.add(new JournalPosted.Line(
                        line.account(), line.key(), line.functionalDebit(), line.functionalCredit(), key.dimensions()));
            }
        }
        var channel = Dimensions.NONE;
        if (!first.components().isEmpty()) {
            channel = first.components().getFirst().dimensions().withReference(null);
        }
        telling.journalDocument(
                summary.document,
                free(document + ":" + place.entity() + ":" + place.period()),
                first.entity(),
                first.subject(),
                channel,
                lastDay,
                new Money(debit, functional),
                now,
                first.message());
        telling.settled(new JournalPosted(
                summary.document,
                first.subject(),
                first.entity(),
                lastDay,
                place.period().toString(),
                first.type(),
                firstJournal.number(),
                lastJournal.number(),
                summary.journals,
                functional,
                lines,
                now,
                first.message()));
    }

    /** What is posted later to the same settlement makes a further document. */
    private String free(String key) {
        var candidate = key;
        for (var part = 2; documents.exists(Document.Kind.JOURNAL, candidate); part++) {
            candidate = key + "#" + part;
        }
        return candidate;
    }
}
