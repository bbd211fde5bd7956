package io.tieout.delivery.internal;

import io.tieout.delivery.Deliveries;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Gives a dead message up, so that what waits behind it goes on. */
@Component
class SkipDelivery implements WorkItemAction {

    private final Deliveries deliveries;

    // lazily, because the facade raises the items that this action belongs to
    SkipDelivery(@Lazy Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "skip-delivery";
    }

    @Override
    public String label() {
        return "Give up this message";
    }

    @Override
    public List<String> parameters() {
        return List.of("reason");
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return RetryDelivery.aboutDelivery(item);
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        deliveries.skip(UUID.fromString(item.context().get("delivery")), parameters.getOrDefault("reason", ""), by);
        return Outcome.WAIVED;
    }
}
