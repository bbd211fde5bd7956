package io.tieout.channels;

import io.tieout.channels.internal.TillDayCursor;
import io.tieout.channels.internal.TillDayRows;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What was seen of tills' days: the evidence for the audit of a store-day. */
@Service
public class TillDays {

    private final TillDayRows rows;

    TillDays(TillDayRows rows) {
        this.rows = rows;
    }

    /**
     * Makes the caller's transaction the only one that books these stores' tills until it ends: receipts of one store sell the
     * same products, and two files of it would wait for each other crosswise.
     */
    @Transactional
    public void hold(ConnectionCode connection, Collection<String> stores) {
        stores.stream().distinct().sorted().forEach(store -> rows.lock(connection, store));
    }

    /**
     * Keeps what was seen, in the caller's transaction. A repeat changes nothing, but that a transaction which did not count
     * (suspended, say) may be finished later under the same number.
     */
    @Transactional
    public void record(List<TillEntry> entries) {
        if (!entries.isEmpty()) {
            rows.add(entries);
        }
    }

    /**
     * The latest day first; null is any.
     *
     * @throws io.tieout.kernel.ProblemException {@code request.invalid} where {@code after} is no cursor
     */
    @Transactional(readOnly = true)
    public Page<TillDay> list(
            @Nullable String connection,
            @Nullable String store,
            @Nullable LocalDate businessDate,
            int limit,
            @Nullable String after) {
        var most = Math.clamp(limit, 1, Page.LIMIT_MAX);
        var days = rows.list(connection, store, businessDate, TillDayCursor.parse(after), most + 1);
        return Page.of(days, most, day -> TillDayCursor.of(day).text());
    }
}
