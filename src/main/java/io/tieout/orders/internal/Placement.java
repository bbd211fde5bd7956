package io.tieout.orders.internal;

import io.tieout.catalog.Catalog;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.Acceptance;
import io.tieout.orders.EditOrder;
import io.tieout.orders.EditOutcome;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.internal.SalesOrder.Hold;
import io.tieout.orders.internal.sourcing.SourcingRequest;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes orders in: new ones, newer versions of known ones, and those that were cancelled before they came. */
@Component
public class Placement {

    private final SalesOrders orders;
    private final Catalog catalog;
    private final OrderReserving reserving;
    private final Inventory inventory;
    private final Edits edits;
    private final OrderStory story;
    private final OrdersSettings settings;
    private final Clock clock;

    Placement(
            SalesOrders orders,
            Catalog catalog,
            OrderReserving reserving,
            Inventory inventory,
            Edits edits,
            OrderStory story,
            OrdersSettings settings,
            Clock clock) {
        this.orders = orders;
        this.catalog = catalog;
        this.reserving = reserving;
        this.inventory = inventory;
        this.edits = edits;
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
        var order = reserving.reserve(
                received, new Sourcing.Ask("placed", null, destination(command.shipTo()), known.othersWait(), null));
        insert(order, command);
        return reserving.announce(null, order);
    }

    private static SourcingRequest.@Nullable Destination destination(PlaceOrder.@Nullable ShipTo shipTo) {
        return shipTo == null ? null : new SourcingRequest.Destination(shipTo.country(), shipTo.region());
    }

    /** R53: what the channel may still take back, and so does not say where it goes. */
    private static boolean isPending(PlaceOrder command) {
        return !command.paid()
                && command.shipTo() == null
                && (command.requestedLocation() == null
                        || Boolean.parseBoolean(command.attributes().get("pending")));
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
                command.shipping(),
                List.of(),
                isPending(command),
                List.of());
    }

    /** R55: kept for whoever asks, but nothing is reserved and nobody told. */
    private Acceptance cancelledBefore(SalesOrder received, PlaceOrder command, String reason) {
        var order = received.cancelRest();
        insert(order, command);
        story.done(order, "order.cancelled", List.of(), Map.of("reason", reason, "when", "before the order came"));
        return new Acceptance.CancelledBefore(order.id());
    }

    /** R54: an older version or a repeat changes nothing, a newer one is taken as the edit that it is. */
    private Acceptance again(OrderId id, PlaceOrder command) {
        var order = orders.lock(id).orElseThrow();
        var edit = edit(command);
        var plan = EditPlan.of(order, edit);
        if (!OrderVersion.newer(command.version(), order.version())) {
            if (command.version() == null && order.version() == null && order.state() != OrderState.CANCELLED) {
                withoutVersion(order, edit, plan);
            }
            return new Acceptance.AlreadyKnown(id);
        }
        var firm = order.newer(order.version(), order.paid() || command.paid(), order.pending() && isPending(command));
        if (firm.paid() && !order.paid()) { // R45: what is paid does not lapse
            firm.openAllocations().stream()
                    .map(Allocation::reservation)
                    .distinct()
                    .forEach(inventory::keep);
        }
        orders.replaceAttributes(id, command.attributes());
        var shipTo = command.shipTo();
        if (shipTo != null) {
            orders.saveShipTo(id, shipTo);
        }
        if (!(plan instanceof EditPlan.Nothing) && order.state() != OrderState.CANCELLED) {
            return edited(firm, edit);
        }
        var newer = firm.newer(command.version(), firm.paid(), firm.pending());
        orders.update(newer);
        story.done(newer, "order.updated", List.of(), version(command.version()));
        var becameFirm = (firm.paid() && !order.paid()) || (order.pending() && !firm.pending());
        return newer.state() == OrderState.HELD && becameFirm ? goOn(newer) : new Acceptance.AlreadyKnown(id);
    }

    private Acceptance edited(SalesOrder firm, EditOrder edit) {
        return switch (edits.apply(firm, edit)) {
            case EditOutcome.Applied applied -> {
                var id = applied.order();
                var now = orders.lock(id).orElseThrow();
                var hold = now.hold();
                var reservation = now.reservation();
                yield hold != null
                        ? new Acceptance.Held(id, hold.code(), hold.reason())
                        : reservation != null
                                ? new Acceptance.Released(id, reservation)
                                : new Acceptance.AlreadyKnown(id);
            }
            case EditOutcome.Conflict conflict -> {
                orders.update(firm);
                yield new Acceptance.AlreadyKnown(conflict.order());
            }
            case EditOutcome.Unchanged _, EditOutcome.OrderUnknown _ -> new Acceptance.AlreadyKnown(firm.id());
        };
    }

    /** Nobody can say which of the two is newer, so a person does. */
    private void withoutVersion(SalesOrder order, EditOrder edit, EditPlan plan) {
        switch (plan) {
            case EditPlan.Nothing _ -> {}
            case EditPlan.Conflict(var reason) -> edits.conflict(order, edit, reason);
            case EditPlan.Change change -> edits.conflict(order, edit, change.words());
        }
    }

    private Acceptance goOn(SalesOrder order) {
        var after = reserving.reserve(order, Sourcing.Ask.because("the channel says that it stands"));
        orders.update(after);
        if (after.state() != OrderState.HELD) {
            reserving.resolved(after, "The stock is reserved");
        }
        return reserving.announce(order, after);
    }

    private EditOrder edit(PlaceOrder command) {
        return new EditOrder(
                command.connection(),
                command.externalId(),
                Objects.requireNonNullElse(command.version(), ""),
                clock.instant(),
                command.lines(),
                command.shipping(),
                command.total(),
                "edited by the channel",
                command.message());
    }

    private static Map<String, String> version(@Nullable String version) {
        return version == null ? Map.of() : Map.of("version", version);
    }
}
