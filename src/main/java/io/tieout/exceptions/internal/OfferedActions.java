package io.tieout.exceptions.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The actions of all modules. Looked up late: modules that offer them raise items themselves. */
@Component
public class OfferedActions {

    private final ObjectProvider<WorkItemAction> actions;

    OfferedActions(ObjectProvider<WorkItemAction> actions) {
        this.actions = actions;
    }

    public Optional<WorkItemAction> named(String name, WorkItem item) {
        return actions.orderedStream()
                .filter(action -> action.name().equals(name) && action.appliesTo(item))
                .findFirst();
    }

    /** The item with its buttons; a closed one has none. */
    public WorkItem offeredFor(WorkItem item) {
        var offered = item.state() != WorkItem.State.OPEN
                ? List.<WorkItem.Action>of()
                : actions.orderedStream()
                        .filter(action -> action.appliesTo(item))
                        .map(action -> new WorkItem.Action(action.name(), action.label(), action.parameters()))
                        .toList();
        return new WorkItem(
                item.id(),
                item.code(),
                item.title(),
                item.advice(),
                item.subject(),
                item.detail(),
                item.severity(),
                item.state(),
                item.ownerRole(),
                item.assignee(),
                item.openedAt(),
                item.dueAt(),
                item.closedAt(),
                item.outcome(),
                item.occurrences(),
                item.message(),
                item.context(),
                offered);
    }
}
