package io.tieout.delivery.internal;

import io.tieout.delivery.Deliveries;
import io.tieout.delivery.DeliveryProblem;
import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Sends a dead message again; should it fail again, the item comes again. */
@Component
class RetryDelivery implements WorkItemAction {

    private final Deliveries deliveries;

    // lazily, because the facade raises the items that this action belongs to
    RetryDelivery(@Lazy Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    static boolean aboutDelivery(WorkItem item) {
        return item.context().containsKey("delivery")
                && (item.code().equals(DeliveryProblem.DEAD.code())
                        || item.code().equals(DeliveryProblem.DOCUMENT_REFUSED.code())
                        || item.code().equals(DeliveryProblem.COMMAND_REFUSED.code()));
    }

    @Override
    public String name() {
        return "retry-delivery";
    }

    @Override
    public String label() {
        return "Send again";
    }

    @Override
    public List<String> parameters() {
        return List.of();
    }

    @Override
    public boolean appliesTo(WorkItem item) {
        return aboutDelivery(item);
    }

    @Override
    public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
        deliveries.retry(UUID.fromString(item.context().get("delivery")), by);
        return Outcome.RESOLVED;
    }
}
