package io.tieout.orders.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import io.tieout.orders.Acceptance;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a person can do about a held order. */
@Configuration(proxyBeanMethods = false)
class HeldOrderActions {

    private static final Set<String> HOLDS = Set.of(
            OrderProblem.RESERVATION_FAILED.code(),
            OrderProblem.NOT_SOURCEABLE.code(),
            OrderProblem.RESERVATION_EXPIRED.code());

    @Bean
    WorkItemAction retryReservation(Placement placement) {
        return new RetryReservation(placement);
    }

    @Bean
    WorkItemAction cancelOrder(Cancellations cancellations, SalesOrders orders, Clock clock) {
        return new CancelHeldOrder(cancellations, orders, clock);
    }

    private static OrderId order(WorkItem item) {
        return OrderId.of(Objects.requireNonNull(item.context().get("orderId"), "The item names no order"));
    }

    private record RetryReservation(Placement placement) implements WorkItemAction {

        @Override
        public String name() {
            return "retry-reservation";
        }

        @Override
        public String label() {
            return "Retry the reservation";
        }

        @Override
        public List<String> parameters() {
            return List.of();
        }

        @Override
        public boolean appliesTo(WorkItem item) {
            return HOLDS.contains(item.code());
        }

        @Override
        public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
            return switch (placement.retry(order(item))) {
                case Acceptance.Held _ -> Outcome.STAYS_OPEN;
                case Acceptance.Released _,
                        Acceptance.Recorded _,
                        Acceptance.AlreadyKnown _,
                        Acceptance.CancelledBefore _ -> Outcome.RESOLVED;
            };
        }
    }

    private record CancelHeldOrder(Cancellations cancellations, SalesOrders orders, Clock clock)
            implements WorkItemAction {

        @Override
        public String name() {
            return "cancel-order";
        }

        @Override
        public String label() {
            return "Cancel the order";
        }

        @Override
        public List<String> parameters() {
            return List.of("reason");
        }

        @Override
        public boolean appliesTo(WorkItem item) {
            return HOLDS.contains(item.code());
        }

        @Override
        public Outcome run(WorkItem item, Map<String, String> parameters, Actor by) {
            var order = orders.lock(order(item)).orElseThrow();
            cancellations.cancel(new CancelOrder(
                    order.connection(),
                    order.externalId(),
                    clock.instant(),
                    parameters.getOrDefault("reason", "Cancelled by " + by.name()),
                    null));
            return Outcome.RESOLVED;
        }
    }
}
