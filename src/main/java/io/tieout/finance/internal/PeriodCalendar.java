package io.tieout.finance.internal;

import io.tieout.finance.Periods;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The periods' states, and the day on which a business date is accounted for. */
@Repository
public class PeriodCalendar {

    private record Key(String entity, YearMonth period) {}

    /** The periods that are not open, as one transaction sees them under the ledger's lock. */
    static final class View {

        private final Map<Key, Periods.State> states = new HashMap<>();

        Periods.State state(String entity, YearMonth period) {
            return states.getOrDefault(new Key(entity, period), Periods.State.OPEN);
        }

        /** The business date itself, or the first day of the next period that is open to all. */
        LocalDate accountingDate(String entity, LocalDate businessDate) {
            var period = YearMonth.from(businessDate);
            if (state(entity, period) == Periods.State.OPEN) {
                return businessDate;
            }
            while (state(entity, period) != Periods.State.OPEN) {
                period = period.plusMonths(1);
            }
            return period.atDay(1);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    PeriodCalendar(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    View view(Collection<String> entities) {
        var view = new View();
        jdbc.sql("select entity, period, state from finance.period where state <> 'OPEN' and entity in (:entities)")
                .param("entities", entities)
                .query(row -> {
                    view.states.put(
                            new Key(row.getString("entity"), YearMonth.parse(row.getString("period"))),
                            Periods.State.valueOf(row.getString("state")));
                });
        return view;
    }

    public Optional<Periods.State> find(EntityCode entity, YearMonth period) {
        return jdbc.sql("select state from finance.period where entity = ? and period = ?")
                .params(entity.value(), period.toString())
                .query(String.class)
                .optional()
                .map(Periods.State::valueOf);
    }

    public List<Periods.Period> list(EntityCode entity) {
        return jdbc.sql("select entity, period, state from finance.period where entity = ? order by period desc")
                .param(entity.value())
                .query((row, _) -> new Periods.Period(
                        EntityCode.of(row.getString("entity")),
                        YearMonth.parse(row.getString("period")),
                        Periods.State.valueOf(row.getString("state"))))
                .list();
    }

    List<Periods.Period> list() {
        return jdbc.sql("select entity, period, state from finance.period order by entity, period")
                .query((row, _) -> new Periods.Period(
                        EntityCode.of(row.getString("entity")),
                        YearMonth.parse(row.getString("period")),
                        Periods.State.valueOf(row.getString("state"))))
                .list();
    }

    public void set(EntityCode entity, YearMonth period, Periods.State state, Actor by) {
        jdbc.sql("""
                        insert into finance.period (entity, period, state, changed_by, changed_at) values (?, ?, ?, ?, ?)
                        on conflict (entity, period) do update set state = excluded.state,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        """)
                .params(
                        entity.value(),
                        period.toString(),
                        state.name(),
                        by.toString(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
