package io.tieout.exceptions.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Closes any item without mending its cause, for a reason that stays on record. */
@Component
class WaiveAction implements WorkItemAction {

    @Override
    public String name() {
        return "waive";
    }

    @Override
    public String label() {
        return "Waive";
    }

    @Override
    public List<String> parameters() {
        return List.of("reason");
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return true;
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        return Outcome.WAIVED;
    }
}
