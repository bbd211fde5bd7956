package io.tieout.exceptions.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/work-items")
class WorkItemsController {

    private final WorkItems items;
    private final CurrentActor actors;

    WorkItemsController(WorkItems items, CurrentActor actors) {
        this.items = items;
        this.actors = actors;
    }

    /** An item as the API shows it. */
    record Item(
            UUID id,
            String code,
            String title,
            String advice,
            String subject,
            String detail,
            String severity,
            String state,
            String ownerRole,
            @Nullable String assignee,
            Instant openedAt,
            Instant dueAt,
            @Nullable Instant closedAt,
            @Nullable String outcome,
            int occurrences,
            @Nullable UUID messageId,
            Map<String, String> context,
            List<WorkItem.Action> actions) {

        static Item from(WorkItem item) {
            return new Item(
                    item.id(),
                    item.code(),
                    item.title(),
                    item.advice(),
                    item.subject().value(),
                    item.detail(),
                    item.severity().name().toLowerCase(Locale.ROOT),
                    item.state().name().toLowerCase(Locale.ROOT),
                    item.ownerRole(),
                    item.assignee(),
                    item.openedAt(),
                    item.dueAt(),
                    item.closedAt(),
                    item.outcome(),
                    item.occurrences(),
                    item.message() == null ? null : item.message().value(),
                    item.context(),
                    item.actions());
        }
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_work-items.read')")
    Page<Item> list(
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String ownerRole,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        var filter = new WorkItemFilter(state(state), ownerRole, code, subject);
        return items.list(filter, limit(limit), after).map(Item::from);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_work-items.read')")
    Item one(@PathVariable UUID id) {
        return items.find(id)
                .map(Item::from)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no work item " + id));
    }

    @PostMapping("/{id}/actions/{name}")
    @PreAuthorize("hasAuthority('SCOPE_work-items.write')")
    Item act(
            @PathVariable UUID id,
            @PathVariable String name,
            @RequestBody(required = false) @Nullable Map<String, String> parameters) {
        return Item.from(items.act(id, name, parameters == null ? Map.of() : parameters, actors.get()));
    }

    private static WorkItem.@Nullable State state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        for (var state : WorkItem.State.values()) {
            if (state.name().equalsIgnoreCase(text)) {
                return state;
            }
        }
        throw new ProblemException(
                CommonProblem.REQUEST_INVALID,
                "A state is open, resolved or waived",
                List.of(new Place("/state", "Not a state")));
    }

    private static int limit(int wanted) {
        if (wanted < 1) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "A limit is positive", List.of(new Place("/limit", "Not positive")));
        }
        return Math.min(wanted, Page.LIMIT_MAX);
    }
}
