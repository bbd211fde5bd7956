package io.tieout.finance.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Posts once more what waits or failed, after its cause was mended. */
@Component
class RetryPosting implements WorkItemAction {

    private final EventIntake intake;

    RetryPosting(EventIntake intake) {
        this.intake = intake;
    }

    @Override
    public String name() {
        return "retry-posting";
    }

    @Override
    public String label() {
        return "Post again";
    }

    @Override
    public List<String> parameters() {
        return List.of();
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return item.context().containsKey("financeEvent")
                || item.code().startsWith("finance.") && item.context().containsKey("waitsFor");
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        var event = item.context().get("financeEvent");
        if (event != null) {
            intake.retryFailed(UUID.fromString(event));
            return Outcome.RESOLVED;
        }
        var waitsFor = item.context().get("waitsFor");
        if (waitsFor != null) {
            intake.resume(List.of(waitsFor));
        }
        // whatever still waits opens a new item at once
        return Outcome.RESOLVED;
    }
}
