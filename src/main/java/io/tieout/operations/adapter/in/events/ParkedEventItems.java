package io.tieout.operations.adapter.in.events;

import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.operations.OperationsProblem;
import io.tieout.platform.EventParked;
import io.tieout.platform.ParkedEvents;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Gives each parked event to somebody, with a button that has it heard again. */
@Component
class ParkedEventItems implements WorkItemAction {

    private static final String EVENT = "parkedEvent";

    private final WorkItems workItems;
    private final ParkedEvents parked;

    ParkedEventItems(WorkItems workItems, ParkedEvents parked) {
        this.workItems = workItems;
        this.parked = parked;
    }

    @EventListener
    void on(EventParked event) {
        workItems.raise(new NewWorkItem(
                OperationsProblem.EVENT_PARKED,
                BusinessKey.of("event:" + event.id()),
                Roles.INTEGRATION,
                NewWorkItem.Severity.HIGH,
                event.listenerId() + " failed " + event.attempts() + " times: " + event.lastError(),
                null,
                Map.of(EVENT, event.id().toString())));
    }

    @Override
    public String name() {
        return "retry-event";
    }

    @Override
    public String label() {
        return "Try again";
    }

    @Override
    public List<String> parameters() {
        return List.of();
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return item.code().equals(OperationsProblem.EVENT_PARKED.code());
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        parked.retry(UUID.fromString(item.context().get(EVENT)));
        return Outcome.RESOLVED;
    }
}
