package io.tieout.finance.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.IntegrityCheck.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whether what stands still has an owner. */
@Component
class OwnedEvents {

    private static final int STANDING_MAX = 200;

    private record Standing(String state, String problem, String subject, long events) {}

    private final JdbcClient jdbc;
    private final WorkItems workItems;

    OwnedEvents(JdbcClient jdbc, WorkItems workItems) {
        this.jdbc = jdbc;
        this.workItems = workItems;
    }

    List<Violation> violations() {
        var violations = new ArrayList<Violation>();
        for (var standing : standing()) {
            var filter = new WorkItemFilter(WorkItem.State.OPEN, null, standing.problem(), standing.subject());
            if (workItems.list(filter, 1, null).items().isEmpty()) {
                violations.add(new Violation(
                        standing.subject(),
                        "an open work item " + standing.problem(),
                        standing.events() + " events " + standing.state().toLowerCase(Locale.ROOT)
                                + " and nobody owns it"));
            }
        }
        violations.addAll(jdbc.sql("""
                select 'finance-event:' || id as subject, 'a journal' as expected, 'none' as actual from finance.finance_event
                where state = 'POSTED' and not exists (select 1 from finance.journal where journal.event_key = finance_event.key)
                limit 200
                """).query(Violation.class).list());
        return violations;
    }

    private List<Standing> standing() {
        return jdbc.sql("""
                        select 'PARKED' as state, problem, left(waits_for, 256) as subject, count(*) as events
                        from finance.finance_event where state = 'PARKED' group by problem, left(waits_for, 256)
                        union all
                        select 'FAILED', problem, 'finance-event:' || id, 1
                        from finance.finance_event where state = 'FAILED'
                        union all
                        select 'AWAITS_APPROVAL', 'journal.awaits-approval', 'journal:' || id, 1
                        from finance.journal_proposal where state = 'AWAITS_APPROVAL'
                        limit ?
                        """).param(STANDING_MAX).query(Standing.class).list();
    }
}
