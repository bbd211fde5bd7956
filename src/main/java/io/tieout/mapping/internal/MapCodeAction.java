package io.tieout.mapping.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.MappingSets;
import io.tieout.mapping.ProposeMapping;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Maps the code that work waits for: drafts and submits a set of this one entry. The item stays open until a second person
 * approves; then it closes by itself. The code had no meaning before, so it gets one for all days.
 */
@Component
class MapCodeAction implements WorkItemAction {

    private final MappingSets sets;

    MapCodeAction(MappingSets sets) {
        this.sets = sets;
    }

    @Override
    public String name() {
        return "map";
    }

    @Override
    public String label() {
        return "Map the code";
    }

    @Override
    public List<String> parameters() {
        return List.of("value");
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return item.code().endsWith(".code-unmapped") && waitKey(item) != null;
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        var key = waitKey(item);
        var value = parameters.getOrDefault("value", "").strip();
        if (key == null || value.isEmpty()) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "Say what the code means: value is missing");
        }
        var entries = new TreeMap<String, @Nullable String>();
        entries.put(key.code(), value);
        var draft = sets.propose(
                new ProposeMapping(
                        key.kind(), key.partner(), LocalDate.EPOCH, entries, "For the exception " + item.id()),
                by);
        sets.submit(draft.id(), by);
        return Outcome.STAYS_OPEN;
    }

    private static WaitKeys.@Nullable Parts waitKey(WorkItem item) {
        return WaitKeys.Parts.parse(item.subject().value());
    }
}
