package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.Acceptance;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.internal.SalesOrder.Hold;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes orders in: new ones, newer versions of known ones, and those that were cancelled before they came. */
@Component
public class Placement {

    private final SalesOrders orders;
    private final Catalog catalog;
    private final OrderReserving reserving;
    private final Inventory inventory;
    private final WorkItems workItems;
    private final OrderStory story;
    private final OrdersSettings settings;
    private final Clock clock;

    Placement(
            SalesOrders orders,
            Catalog catalog,
            OrderReserving reserving,
            Inventory inventory,
            WorkItems workItems,
            OrderStory story,
            OrdersSettings settings,
            Clock clock) {
        this.orders = orders;
        this.catalog = catalog;
        this.reserving = reserving;
        this.inventory = inventory;
        this.workItems = workItems;
        this.story = story;
        this.settings = settings;
        this.clock = clock;
    }

    public Acceptance place(PlaceOrder command) {
        OrderValidation.checkForm(command, settings.linesMax());
        orders.lock(command.connection(), command.externalId());
        var known = orders.look(command.connection(), command.externalId());
        if (known.order() != null) {
            return again(known.order(), command);
        }
        checkMasterData(command);
        var received = received(command);
        if (known.cancelledBefore() != null) {
            return cancelledBefore(received, command, known.cancelledBefore());
        }
        var order = reserving.reserve(received);
        insert(order, command);
        return reserving.announce(order);
    }

    public Acceptance retry(OrderId id) {
        var order = orders.lock(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no order " + id));
        return order.state() == OrderState.HELD ? retry(order) : new Acceptance.AlreadyKnown(id);
    }

    private Acceptance retry(SalesOrder held) {
        var order = reserving.reserve(held);
        orders.update(order);
        if (order.state() == OrderState.RELEASED) {
            reserving.resolved(order, "The stock is reserved");
        }
        return reserving.announce(order);
    }

    private void insert(SalesOrder order, PlaceOrder command) {
        orders.insert(order, command.attributes(), command.tenders());
        var shipTo = command.shipTo();
        if (shipTo != null) {
            orders.saveShipTo(order.id(), shipTo);
        }
        story.done(
                order,
                "order.received",
                List.of(),
                Map.of(
                        "total",
                        order.total().toString(),
                        "lines",
                        Integer.toString(order.lines().size())));
    }

    private void checkMasterData(PlaceOrder command) {
        if (catalog.entity(command.entity()).isEmpty()) {
            throw new ProblemException(OrderProblem.ENTITY_UNKNOWN, "There is no legal entity " + command.entity());
        }
        var requested = command.requestedLocation();
        if (requested != null && catalog.location(requested).isEmpty()) {
            throw new ProblemException(OrderProblem.LOCATION_UNKNOWN, "There is no location " + requested);
        }
        var skus = command.lines().stream().map(PlaceOrder.Line::sku).distinct().toList();
        OrderValidation.checkProducts(command.lines(), catalog.products(skus));
    }

    /** A new order starts as held; only a reservation releases it. */
    private SalesOrder received(PlaceOrder command) {
        return new SalesOrder(
                OrderId.next(),
                command.connection(),
                command.externalId(),
                command.version(),
                command.entity(),
                OrderState.HELD,
                command.orderedAt().truncatedTo(ChronoUnit.MICROS),
                clock.instant(),
                null,
                command.total(),
                command.paid(),
                null,
                command.requestedLocation(),
                Hold.of(OrderProblem.RESERVATION_FAILED, "Not reserved yet"),
                null,
                null,
                command.message(),
                command.lines().stream().map(OrderLine::of).toList(),
                command.shipping());
    }

    /** R55: kept for whoever asks, but nothing is reserved and nobody told. */
    private Acceptance cancelledBefore(SalesOrder received, PlaceOrder command, String reason) {
        var order = received.cancelRest();
        insert(order, command);
        story.done(order, "order.cancelled", List.of(), Map.of("reason", reason, "when", "before the order came"));
        return new Acceptance.CancelledBefore(order.id());
    }

    /** R54: an older version or a repeat changes nothing, a newer one never changes lines in silence. */
    private Acceptance again(OrderId id, PlaceOrder command) {
        var order = orders.lock(id).orElseThrow();
        var changed = difference(order, command);
        if (!OrderVersion.newer(command.version(), order.version())) {
            if (command.version() == null && order.version() == null && changed.isPresent()) {
                raiseEdited(order, command, changed.get());
            }
            return new Acceptance.AlreadyKnown(id);
        }
        if (changed.isPresent() && order.state() != OrderState.CANCELLED) {
            raiseEdited(order, command, changed.get());
            return new Acceptance.AlreadyKnown(id);
        }
        var newer = order.newer(command.version(), order.paid() || command.paid());
        orders.update(newer);
        var reservation = newer.reservation();
        if (reservation != null && newer.paid() && !order.paid()) {
            inventory.keep(reservation); // R45: what is paid does not lapse
        }
        orders.replaceAttributes(id, command.attributes());
        var shipTo = command.shipTo();
        if (shipTo != null) {
            orders.saveShipTo(id, shipTo);
        }
        story.done(newer, "order.updated", List.of(), version(command.version()));
        return newer.state() == OrderState.HELD && !order.paid() && newer.paid()
                ? retry(newer)
                : new Acceptance.AlreadyKnown(id);
    }

    private static Map<String, String> version(@Nullable String version) {
        return version == null ? Map.of() : Map.of("version", version);
    }

    private void raiseEdited(SalesOrder order, PlaceOrder command, String change) {
        workItems.raise(new NewWorkItem(
                OrderProblem.EDITED,
                order.key(),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Order " + order.externalId() + " of " + order.connection() + " is " + order.state()
                        + " and was edited: " + change,
                command.message(),
                Map.of("orderId", order.id().toString())));
        story.tell(order, "order.edited", TraceStep.State.NEEDS_YOU, List.of(), Map.of("change", change));
    }

    /** What differs in what was ordered, in words; addresses and attributes may change freely. */
    private static Optional<String> difference(SalesOrder order, PlaceOrder command) {
        if (order.lines().size() != command.lines().size()) {
            return Optional.of(
                    order.lines().size() + " lines became " + command.lines().size());
        }
        for (var line : order.lines()) {
            var now = command.lines().stream()
                    .filter(candidate -> candidate.reference().equals(line.reference()))
                    .findFirst();
            if (now.isEmpty()) {
                return Optional.of("line " + line.reference() + " is gone");
            }
            if (!sameGoods(line.ordered(), now.get())) {
                return Optional.of("line " + line.reference() + " was " + describe(line.ordered()) + " and is "
                        + describe(now.get()));
            }
        }
        return order.total().equals(command.total())
                ? Optional.empty()
                : Optional.of("the total was " + order.total() + " and is " + command.total());
    }

    private static boolean sameGoods(PlaceOrder.Line one, PlaceOrder.Line other) {
        return one.sku().equals(other.sku())
                && one.quantity().equals(other.quantity())
                && one.net().equals(other.net())
                && one.taxes().equals(other.taxes());
    }

    private static String describe(PlaceOrder.Line line) {
        return line.quantity() + " x " + line.sku() + " at " + line.net() + " net";
    }
}
