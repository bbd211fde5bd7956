package io.tieout.orders.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.exceptions.spi.WorkItemAction.Outcome;
import io.tieout.kernel.Actor;
import io.tieout.orders.Acceptance;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.EditOutcome;
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
            OrderProblem.RESERVATION_EXPIRED.code(),
            OrderProblem.STORE_UNCONFIRMED.code());

    @Bean
    WorkItemAction retryReservation(Holds holds) {
        return new RetryReservation(holds);
    }

    @Bean
    WorkItemAction releaseOrder(Holds holds) {
        return new OrderAction(
                "release-order",
                "Release the order",
                List.of("reason"),
                OrderProblem.HELD_BY_PERSON,
                (item, parameters, by) -> {
                    holds.release(order(item), false, parameters.getOrDefault("reason", ""), by);
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction retryEdit(Edits edits) {
        return new OrderAction(
                "retry-edit", "Retry the edit", List.of(), OrderProblem.EDITED, (item, _, _) -> switch (edits.retry(
                        order(item))) {
                    case EditOutcome.Conflict _ -> Outcome.STAYS_OPEN;
                    case EditOutcome.Applied _, EditOutcome.Unchanged _, EditOutcome.OrderUnknown _ -> Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction putBackDone() {
        return new OrderAction(
                "put-back-done", "It is put back", List.of(), OrderProblem.PUT_BACK, (_, _, _) -> Outcome.RESOLVED);
    }

    @Bean
    WorkItemAction parcelStopped(SentBack sentBack) {
        return new OrderAction(
                "parcel-stopped",
                "The parcel was stopped",
                List.of(),
                OrderProblem.CANCELLED_AFTER_SHIPMENT,
                (item, _, by) -> {
                    sentBack.parcelStopped(order(item), by);
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction expectReturn(SentBack sentBack) {
        return new OrderAction(
                "expect-return", "Expect a return", List.of(), OrderProblem.CANCELLED_AFTER_SHIPMENT, (item, _, by) -> {
                    sentBack.expectReturn(order(item), by);
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction countedAfterRefusal(SentBack sentBack) {
        return new OrderAction(
                "counted",
                "Enter what was counted",
                List.of("counted"),
                OrderProblem.STOCK_NOT_FOUND,
                (item, parameters, _) -> {
                    sentBack.counted(item, parameters.getOrDefault("counted", ""));
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction cancelOrder(Cancellations cancellations, SalesOrders orders, Clock clock) {
        return new CancelHeldOrder(cancellations, orders, clock);
    }

    private static OrderId order(WorkItem item) {
        return OrderId.of(Objects.requireNonNull(item.context().get("orderId"), "The item names no order"));
    }

    /** What an action does. */
    private interface Deed {
        WorkItemAction.Outcome run(WorkItem item, Map<String, String> parameters, Actor by);
    }

    private record OrderAction(String name, String label, List<String> parameters, OrderProblem problem, Deed deed)
            implements WorkItemAction {

        @Override
        public boolean appliesTo(WorkItem item) {
            return item.code().equals(problem.code());
        }

        @Override
        public Outcome run(WorkItem item, Map<String, String> given, Actor by) {
            return deed.run(item, given, by);
        }
    }

    private record RetryReservation(Holds holds) implements WorkItemAction {

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
            return switch (holds.retry(order(item))) {
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
