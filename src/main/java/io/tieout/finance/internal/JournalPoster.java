package io.tieout.finance.internal;

import io.tieout.finance.FinanceProblem;
import io.tieout.finance.Periods;
import io.tieout.kernel.ProblemException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Gives drafts their accounting date and number, and writes them; in the caller's transaction. */
@Component
class JournalPoster {

    /** Which document a journal belongs to. */
    interface DocumentOf {
        UUID document(JournalDraft draft, YearMonth period);
    }

    private record Place(String entity, YearMonth period) {}

    private final JournalWriter writer;
    private final PeriodCalendar calendar;
    private final Accounts accounts;
    private final Clock clock;

    JournalPoster(JournalWriter writer, PeriodCalendar calendar, Accounts accounts, Clock clock) {
        this.writer = writer;
        this.calendar = calendar;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Late events go to the next open period and keep their business date. */
    List<PostedJournal> post(List<JournalDraft> drafts, DocumentOf documents) {
        if (drafts.isEmpty()) {
            return List.of();
        }
        var entities = new TreeSet<String>();
        drafts.forEach(draft -> entities.add(draft.entity().value()));
        entities.forEach(writer::lock);
        var periods = calendar.view(entities);
        var dates = new ArrayList<LocalDate>(drafts.size());
        var counts = new HashMap<Place, Integer>();
        for (var draft : drafts) {
            var date = periods.accountingDate(draft.entity().value(), draft.businessDate());
            dates.add(date);
            counts.merge(new Place(draft.entity().value(), YearMonth.from(date)), 1, Integer::sum);
        }
        var next = firstNumbers(counts);
        var journals = new ArrayList<PostedJournal>(drafts.size());
        for (var index = 0; index < drafts.size(); index++) {
            var draft = drafts.get(index);
            var date = dates.get(index);
            var period = YearMonth.from(date);
            var sequence = next.merge(new Place(draft.entity().value(), period), 1L, Long::sum) - 1;
            journals.add(new PostedJournal(draft, date, period, sequence, documents.document(draft, period)));
            accounts.ensure(draft.lines());
        }
        writer.write(journals, clock.instant());
        return journals;
    }

    /** A person's own journal goes where it says or nowhere. Soft-closed periods are open to people of finance. */
    PostedJournal postInItsPeriod(JournalDraft draft) {
        var entity = draft.entity().value();
        writer.lock(entity);
        var period = YearMonth.from(draft.businessDate());
        refuseIfClosed(draft);
        var sequence = writer.takeNumbers(entity, period.toString(), 1);
        var journal = new PostedJournal(draft, draft.businessDate(), period, sequence, draft.id());
        accounts.ensure(draft.lines());
        writer.write(List.of(journal), clock.instant());
        return journal;
    }

    void refuseIfClosed(JournalDraft draft) {
        var entity = draft.entity().value();
        var period = YearMonth.from(draft.businessDate());
        if (calendar.view(List.of(entity)).state(entity, period) == Periods.State.CLOSED) {
            throw new ProblemException(
                    FinanceProblem.PERIOD_CLOSED, "The period " + period + " of " + entity + " is closed");
        }
    }

    private Map<Place, Long> firstNumbers(Map<Place, Integer> counts) {
        var first = new HashMap<Place, Long>();
        counts.forEach((place, count) -> first.put(
                place, writer.takeNumbers(place.entity(), place.period().toString(), count) - count + 1));
        return first;
    }
}
