package io.tieout.orders.internal;

import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Portion;
import io.tieout.orders.events.OrderReleased;
import io.tieout.orders.events.SalesOrderChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What ERP and fulfilment are told of an order: only what is confirmed. */
final class Told {

    private Told() {}

    /** A line that comes from several places is told in parts, whose amounts sum to the line's to the cent. */
    static OrderReleased released(SalesOrder order) {
        var lines = new ArrayList<OrderReleased.Line>();
        var before = new HashMap<String, Quantity>();
        var ordered = order.linesByReference();
        for (var part : order.openAllocations()) {
            if (!part.confirmed()) {
                continue;
            }
            var line = Objects.requireNonNull(ordered.get(part.reference()));
            var told = before.getOrDefault(part.reference(), Quantity.ZERO);
            var portion = new Portion(line.ordered().quantity(), told, part.open());
            before.put(part.reference(), told.plus(part.open()));
            lines.add(new OrderReleased.Line(
                    line.reference(),
                    line.sku(),
                    part.open(),
                    part.location(),
                    portion.of(line.ordered().net()),
                    portion.of(line.ordered().discount()),
                    portion.of(line.ordered().taxes())));
        }
        return new OrderReleased(
                order.id(),
                order.key(),
                order.connection(),
                order.externalId(),
                order.entity(),
                Objects.requireNonNull(order.reservation()),
                order.orderedAt(),
                Objects.requireNonNull(order.releasedAt()),
                order.total(),
                lines,
                charges(order),
                order.message());
    }

    private static List<OrderReleased.Charge> charges(SalesOrder order) {
        return order.shipping().stream()
                .map(charge -> new OrderReleased.Charge(charge.reference(), charge.net(), charge.taxes()))
                .toList();
    }

    /** @return null where nothing that was told has changed */
    static @Nullable SalesOrderChanged changed(SalesOrder before, SalesOrder after, String reason, Instant at) {
        var requested = new ArrayList<SalesOrderChanged.Part>();
        var withdrawn = new ArrayList<SalesOrderChanged.Part>();
        var known = new HashMap<UUID, Allocation>();
        before.allocations().forEach(each -> known.put(each.id(), each));
        for (var now : after.allocations()) {
            var was = known.get(now.id());
            var had =
                    was == null || !was.confirmed() ? Quantity.ZERO : was.open().plus(was.shipped());
            var has = now.confirmed() ? now.open().plus(now.shipped()) : Quantity.ZERO;
            var difference = has.minus(had);
            if (difference.isPositive()) {
                requested.add(part(after, now, difference));
            } else if (difference.isNegative()) {
                withdrawn.add(part(before, now, difference.negated()));
            }
        }
        var lines = lines(after);
        if (requested.isEmpty()
                && withdrawn.isEmpty()
                && lines.equals(lines(before))
                && before.total().equals(after.total())
                && before.shipping().equals(after.shipping())) {
            return null;
        }
        return new SalesOrderChanged(
                after.id(),
                after.key(),
                after.connection(),
                after.externalId(),
                after.entity(),
                gate(after),
                reason,
                at,
                after.total(),
                lines,
                charges(after),
                requested,
                withdrawn,
                after.message());
    }

    /** The youngest confirmed reservation with something left; else the one that opened the gate. */
    private static UUID gate(SalesOrder order) {
        return order.openAllocations().stream()
                .filter(Allocation::confirmed)
                .map(Allocation::reservation)
                .reduce((_, later) -> later)
                .orElseGet(() -> Objects.requireNonNull(order.reservation()));
    }

    private static SalesOrderChanged.Part part(SalesOrder order, Allocation allocation, Quantity quantity) {
        return new SalesOrderChanged.Part(
                allocation.reference(),
                order.line(allocation.reference()).sku(),
                allocation.location(),
                quantity,
                allocation.reservation());
    }

    private static List<SalesOrderChanged.Line> lines(SalesOrder order) {
        var confirmed = confirmed(order);
        var lines = new ArrayList<SalesOrderChanged.Line>();
        for (var line : order.lines()) {
            var quantity = line.shipped().plus(confirmed.getOrDefault(line.reference(), Quantity.ZERO));
            if (quantity.isPositive()) {
                var portion = new Portion(line.ordered().quantity(), Quantity.ZERO, quantity);
                PlaceOrder.Line ordered = line.ordered();
                lines.add(new SalesOrderChanged.Line(
                        line.reference(),
                        line.sku(),
                        quantity,
                        line.shipped(),
                        portion.of(ordered.net()),
                        portion.of(ordered.discount()),
                        portion.of(ordered.taxes())));
            }
        }
        return lines;
    }

    private static Map<String, Quantity> confirmed(SalesOrder order) {
        var confirmed = new HashMap<String, Quantity>();
        for (var each : order.openAllocations()) {
            if (each.confirmed()) {
                confirmed.merge(each.reference(), each.open(), Quantity::plus);
            }
        }
        return confirmed;
    }
}
