package io.tieout.platform;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.internal.events.ParkedEventRows;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** In-process events whose listener failed for good, with the reason: to look at, to try again, or to drop. */
@Service
@Transactional
public class ParkedEvents {

    private final ParkedEventRows rows;

    ParkedEvents(ParkedEventRows rows) {
        this.rows = rows;
    }

    /** Oldest first, paged by key. */
    @Transactional(readOnly = true)
    public Page<EventParked> list(int limit, @Nullable String after) {
        return Page.of(rows.after(after, limit + 1), limit, event -> event.at() + "_" + event.id());
    }

    @Transactional(readOnly = true)
    public long count() {
        return rows.count();
    }

    /** Has the event heard again from its first attempt on, within seconds. */
    public void retry(UUID id) {
        if (!rows.moveBack(id)) {
            throw notParked(id);
        }
    }

    /** Gives the event up: its listener will never hear it. */
    public void drop(UUID id) {
        if (!rows.delete(id)) {
            throw notParked(id);
        }
    }

    private static ProblemException notParked(UUID id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "No event " + id + " is parked");
    }
}
