package io.tieout.finance;

import io.tieout.finance.internal.PeriodClosing;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounting periods by calendar month. A period that was never mentioned is open. */
@Service
public class Periods {

    private final PeriodClosing closing;

    Periods(PeriodClosing closing) {
        this.closing = closing;
    }

    public State state(EntityCode entity, YearMonth period) {
        return closing.state(entity, period);
    }

    /** Those that were ever mentioned, the newest first. */
    public List<Period> list(EntityCode entity) {
        return closing.list(entity);
    }

    /** What waits to be posted in the period, in words; a close is refused while there is any. */
    public List<String> blockers(EntityCode entity, YearMonth period) {
        return closing.blockers(entity, period);
    }

    /** @throws io.tieout.kernel.ProblemException {@code period.still-waited-for}, with the blockers as places */
    @Transactional
    public void close(EntityCode entity, YearMonth period, Actor by) {
        closing.set(entity, period, State.CLOSED, by);
    }

    /** Events go to the next open period from now on; people of finance may still post their own journals. */
    @Transactional
    public void softClose(EntityCode entity, YearMonth period, Actor by) {
        closing.set(entity, period, State.SOFT_CLOSED, by);
    }

    @Transactional
    public void reopen(EntityCode entity, YearMonth period, Actor by) {
        closing.set(entity, period, State.OPEN, by);
    }

    /** Open to all, to finance only, or to nobody. */
    public enum State {
        OPEN,
        SOFT_CLOSED,
        CLOSED
    }

    /** A period with its state. */
    public record Period(EntityCode entity, YearMonth period, State state) {}
}
