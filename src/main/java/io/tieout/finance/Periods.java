package io.tieout.finance;

import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import java.time.YearMonth;
import java.util.List;

/** Accounting periods by calendar month. A period that was never mentioned is open. */
public class Periods {

    public State state(EntityCode entity, YearMonth period) {
        throw new UnsupportedOperationException();
    }

    public List<Period> list(EntityCode entity) {
        throw new UnsupportedOperationException();
    }

    public void close(EntityCode entity, YearMonth period, Actor by) {
        throw new UnsupportedOperationException();
    }

    public void reopen(EntityCode entity, YearMonth period, Actor by) {
        throw new UnsupportedOperationException();
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
