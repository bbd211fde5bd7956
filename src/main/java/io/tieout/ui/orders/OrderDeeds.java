package io.tieout.ui.orders;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.BigDecimalField;
import io.tieout.access.CurrentActor;
import io.tieout.access.Roles;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.orders.CancelLines;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import io.tieout.ui.kit.Actions;
import io.tieout.ui.kit.Section;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What a person can do about an order at the stage that it is in. */
final class OrderDeeds {

    private static final List<String> WHO = List.of(Roles.OPERATIONS);
    private static final Set<OrderState> OPEN =
            EnumSet.of(OrderState.HELD, OrderState.RELEASED, OrderState.PARTIALLY_SHIPPED);
    /** Holds that end by themselves, or not by a person at all. */
    private static final Set<String> NOT_OURS = Set.of("order.awaiting-payment", "order.awaiting-store");

    private final Orders orders;
    private final CurrentActor actor;
    private final Clock clock;
    private final OrderDetails order;
    private final Runnable reload;

    OrderDeeds(Orders orders, CurrentActor actor, Clock clock, OrderDetails order, Runnable reload) {
        this.orders = orders;
        this.actor = actor;
        this.clock = clock;
        this.order = order;
        this.reload = reload;
    }

    Section section() {
        var summary = order.summary();
        var held = summary.state() == OrderState.HELD;
        var ours = held && !NOT_OURS.contains(String.valueOf(summary.holdCode()));
        var deeds = new ArrayList<Component>();
        if (ours) {
            deeds.add(asking(
                    "Release",
                    "Its stock is reserved if it is there, and ERP and fulfilment hear of it.",
                    List.of(),
                    reason -> orders.release(summary.id(), false, reason, actor.get())));
            deeds.add(asking(
                    "Release what is there",
                    "What is there goes out; the rest waits for stock.",
                    List.of(),
                    reason -> orders.release(summary.id(), true, reason, actor.get())));
        }
        if (summary.state() == OrderState.RELEASED || (ours && !"order.held-by-person".equals(summary.holdCode()))) {
            deeds.add(asking(
                    "Hold",
                    "Its stock stays set aside; ERP and fulfilment hear that it is off for now.",
                    List.of(),
                    reason -> orders.hold(summary.id(), reason, actor.get())));
        }
        if (OPEN.contains(summary.state()) && !order.allocations().isEmpty()) {
            deeds.add(sourceAnew());
        }
        if (OPEN.contains(summary.state())) {
            deeds.add(cancelLines());
        }
        deeds.add(cancel());
        return new Section("Actions", deeds.toArray(Component[]::new));
    }

    private Button sourceAnew() {
        var away = new Select<String>();
        away.setLabel("Not from");
        away.setEmptySelectionAllowed(true);
        away.setEmptySelectionCaption("any place where it is reserved now");
        away.setItems(order.allocations().stream()
                .map(part -> part.location().value())
                .distinct()
                .toList());
        return asking(
                "Source anew",
                "What is not picked is reserved elsewhere; nothing changes where there is no elsewhere.",
                List.of(away),
                reason -> orders.resource(
                        order.summary().id(),
                        away.getValue() == null ? null : LocationCode.of(away.getValue()),
                        reason,
                        actor.get()));
    }

    private Button cancelLines() {
        var line = new Select<OrderDetails.Line>();
        line.setLabel("Line");
        line.setItemLabelGenerator(each -> each == null ? "" : each.sku() + " " + each.title());
        line.setItems(order.lines().stream()
                .filter(each -> each.ordered()
                        .minus(each.shipped())
                        .minus(each.cancelled())
                        .isPositive())
                .toList());
        line.setRequiredIndicatorVisible(true);
        var quantity = new BigDecimalField("Quantity");
        quantity.setRequiredIndicatorVisible(true);
        quantity.setValue(BigDecimal.ONE);
        return asking(
                "Cancel lines",
                "What is reserved of it is given back exactly where it is.",
                List.of(line, quantity),
                reason -> orders.cancelLines(new CancelLines(
                        order.summary().connection(),
                        order.summary().externalId(),
                        "page:" + Ids.next(),
                        Map.of(line.getValue().reference(), new Quantity(quantity.getValue())),
                        clock.instant(),
                        reason,
                        null)));
    }

    private Button cancel() {
        var cancel = Actions.button("Cancel order", actor, WHO, "Cancelled what was not shipped.", () -> {
            orders.cancel(new CancelOrder(
                    order.summary().connection(),
                    order.summary().externalId(),
                    clock.instant(),
                    "Cancelled by " + actor.get(),
                    null));
            reload.run();
        });
        if (!OPEN.contains(order.summary().state())) {
            cancel.setEnabled(false);
        }
        return cancel;
    }

    private Button asking(String label, String words, List<? extends Component> fields, Consumer<String> deed) {
        return Actions.button(
                label,
                actor,
                WHO,
                "",
                () -> Reasoned.ask(label, words, fields, label + ": done.", reason -> {
                    deed.accept(reason);
                    reload.run();
                }));
    }
}
