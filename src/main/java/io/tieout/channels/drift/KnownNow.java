package io.tieout.channels.drift;

import io.tieout.channels.PayloadDrift;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Somebody has looked: what was new is known now, and is only counted from here on. */
@Component
class KnownNow implements WorkItemAction {

    private final PayloadDrift drift;

    // lazily, because the facade raises the items that this action belongs to
    KnownNow(@Lazy PayloadDrift drift) {
        this.drift = drift;
    }

    @Override
    public String name() {
        return "known-now";
    }

    @Override
    public String label() {
        return "Known now";
    }

    @Override
    public List<String> parameters() {
        return List.of();
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return item.code().equals(InboxProblem.UNKNOWN_FIELD.code())
                && item.context().containsKey("adapter");
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        drift.list(item.context().get("adapter")).stream()
                .filter(novelty -> novelty.acknowledgedAt() == null
                        && new Shape(novelty.adapter(), novelty.kind(), novelty.path(), novelty.value())
                                .subject()
                                .equals(item.subject()))
                .map(novelty -> novelty.id())
                .findFirst()
                .ifPresent((UUID id) -> drift.acknowledge(id, by));
        return Outcome.RESOLVED;
    }
}
