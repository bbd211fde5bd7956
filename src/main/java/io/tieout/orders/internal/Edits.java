package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.EditOrder;
import io.tieout.orders.EditOutcome;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.PlaceOrder;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Edits by the channel. What is new is reserved first, what is no longer wanted is given back, and only then the ERP hears of
 * it; what cannot be done leaves the accepted version as it is, with a work item.
 */
@Component
public class Edits {

    private final SalesOrders orders;
    private final AllocationRows allocations;
    private final Catalog catalog;
    private final Sourcing sourcing;
    private final Reductions reductions;
    private final OrderReserving reserving;
    private final Cancellations cancellations;
    private final WorkItems workItems;
    private final OrderStory story;
    private final OrdersSettings settings;
    private final JsonMapper json;
    private final Clock clock;

    Edits(
            SalesOrders orders,
            AllocationRows allocations,
            Catalog catalog,
            Sourcing sourcing,
            Reductions reductions,
            OrderReserving reserving,
            Cancellations cancellations,
            WorkItems workItems,
            OrderStory story,
            OrdersSettings settings,
            JsonMapper json,
            Clock clock) {
        this.orders = orders;
        this.allocations = allocations;
        this.catalog = catalog;
        this.sourcing = sourcing;
        this.reductions = reductions;
        this.reserving = reserving;
        this.cancellations = cancellations;
        this.workItems = workItems;
        this.story = story;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    public EditOutcome edit(EditOrder edit) {
        orders.lock(edit.connection(), edit.externalId());
        var known = orders.look(edit.connection(), edit.externalId()).order();
        if (known == null) {
            return new EditOutcome.OrderUnknown();
        }
        var order = orders.lock(known).orElseThrow();
        return OrderVersion.newer(edit.version(), order.version())
                ? apply(order, edit)
                : new EditOutcome.Unchanged(order.id());
    }

    /** Tries an edit that was in conflict once more. */
    EditOutcome retry(OrderId id) {
        var order = orders.lock(id).orElseThrow();
        var open = allocations.openEdit(id);
        if (open.isEmpty()) {
            return new EditOutcome.Unchanged(id);
        }
        return apply(order, json.readValue(open.get(), EditOrder.class));
    }

    /** Of an order whose row is locked. */
    EditOutcome apply(SalesOrder order, EditOrder edit) {
        if (order.state() == OrderState.CANCELLED) {
            orders.update(order.newer(edit.version(), order.paid(), order.pending()));
            return new EditOutcome.Unchanged(order.id());
        }
        if (order.till() != null) {
            return conflict(order, edit, "a till's sale is not edited");
        }
        return switch (EditPlan.of(order, edit)) {
            case EditPlan.Nothing _ -> {
                orders.update(order.newer(
                        edit.version().isEmpty() ? order.version() : edit.version(), order.paid(), order.pending()));
                yield new EditOutcome.Unchanged(order.id());
            }
            case EditPlan.Conflict(var reason) -> conflict(order, edit, reason);
            case EditPlan.Change change -> {
                check(order, edit);
                yield change(order, edit, change);
            }
        };
    }

    private void check(SalesOrder order, EditOrder edit) {
        var shipping = edit.shipping();
        OrderValidation.checkForm(
                new PlaceOrder(
                        order.connection(),
                        order.externalId(),
                        edit.version(),
                        order.entity(),
                        order.orderedAt(),
                        order.total().currency(),
                        order.paid(),
                        null,
                        edit.lines(),
                        shipping == null ? order.shipping() : shipping,
                        List.of(),
                        edit.total(),
                        null,
                        Map.of(),
                        edit.message()),
                settings.linesMax());
        var skus = edit.lines().stream().map(PlaceOrder.Line::sku).distinct().toList();
        OrderValidation.checkProducts(edit.lines(), catalog.products(skus));
    }

    private EditOutcome change(SalesOrder order, EditOrder edit, EditPlan.Change change) {
        var version = edit.version().isEmpty() ? order.version() : edit.version();
        var edited = order.edited(version, change.lines(), change.shipping(), edit.total());
        var given = Reductions.choose(order, reserved(order, change.lowered()));
        var withNew = order;
        if (order.state() != OrderState.HELD && change.raised()) {
            // R40: the new reservation comes first; where it is not to be had, nothing is given back either.
            var without = edited.mapAllocations(
                    each -> given.containsKey(each.id()) ? each.release(given.get(each.id())) : each);
            var covered = sourcing.cover(
                    without, new Sourcing.Ask("edited", false, null, true, more(order.waiting(), without.waiting())));
            var lacking = covered.lacking();
            if (lacking != null) {
                return conflict(order, edit, change.words() + "; " + lacking.reason());
            }
            var all = new ArrayList<>(order.allocations());
            all.addAll(covered.order()
                    .allocations()
                    .subList(all.size(), covered.order().allocations().size()));
            withNew = order.allocated(all).decided(covered.order().decisions().getLast());
        }
        var reduced = reductions.giveBack(withNew, given, "edited: " + change.words());
        return write(
                order, reduced.edited(version, change.lines(), change.shipping(), edit.total()), edit, change.words());
    }

    /** What waits now and did not before. */
    private static Map<String, Quantity> more(Map<String, Quantity> before, Map<String, Quantity> now) {
        var more = new LinkedHashMap<String, Quantity>();
        now.forEach((reference, quantity) -> {
            var difference = quantity.minus(before.getOrDefault(reference, Quantity.ZERO));
            if (difference.isPositive()) {
                more.put(reference, difference);
            }
        });
        return more;
    }

    private EditOutcome write(SalesOrder before, SalesOrder edited, EditOrder edit, String words) {
        orders.rewrite(edited);
        var id = before.id();
        allocations.removeOpenEdit(id);
        workItems.resolve(OrderProblem.EDITED, before.key(), "A newer version was taken");
        story.done(edited, "order.edited", List.of(), Map.of("change", words, "version", edit.version()));
        if (!edited.anythingOpen() && before.anythingOpen()) {
            orders.update(edited);
            cancellations.tellCancelled(
                    edited, before.state() != OrderState.HELD, edit.editedAt(), edit.reason(), edit.message());
            reserving.resolved(edited, "Nothing of it is wanted any more");
            return new EditOutcome.Applied(id, words);
        }
        var after = reserving.reserve(edited, Sourcing.Ask.because("edited"));
        orders.update(after);
        if (before.state() == OrderState.HELD) {
            if (after.state() != OrderState.HELD) {
                reserving.resolved(after, "The stock is reserved");
            }
            reserving.announce(before, after);
        } else {
            if (after.waiting().isEmpty()) {
                reserving.resolved(after, "What waited is not wanted any more");
            }
            reserving.announceChange(before, after, "edited: " + words);
        }
        return new EditOutcome.Applied(id, words);
    }

    /** What is to be given back of what is reserved: what waits goes first. */
    private static Map<String, Quantity> reserved(SalesOrder order, Map<String, Quantity> lowered) {
        var waiting = order.waiting();
        var back = new HashMap<String, Quantity>();
        lowered.forEach((reference, quantity) -> {
            var rest = quantity.minus(waiting.getOrDefault(reference, Quantity.ZERO));
            if (rest.isPositive()) {
                back.put(reference, rest);
            }
        });
        return back;
    }

    /** The accepted version stands; somebody decides. */
    EditOutcome conflict(SalesOrder order, EditOrder edit, String reason) {
        allocations.saveOpenEdit(order.id(), json.writeValueAsString(edit), clock.instant());
        raise(order, edit, reason);
        return new EditOutcome.Conflict(order.id(), reason);
    }

    private void raise(SalesOrder order, EditOrder edit, String reason) {
        workItems.raise(new NewWorkItem(
                OrderProblem.EDITED,
                order.key(),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Order " + order.externalId() + " of " + order.connection() + " is " + order.state()
                        + " and was edited: " + reason,
                edit.message(),
                Map.of("orderId", order.id().toString())));
        story.tell(order, "order.edited", TraceStep.State.NEEDS_YOU, List.of(), Map.of("change", reason));
    }
}
