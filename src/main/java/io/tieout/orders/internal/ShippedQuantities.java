package io.tieout.orders.internal;

import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.OrderProblem;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which order lines a shipment's lines mean. Shippers name lines, or only SKUs: these fill the open lines in their order. */
final class ShippedQuantities {

    private ShippedQuantities() {}

    /** @return by line reference, all positive, none more than is open, all reserved at the shipment's location */
    static Map<String, Quantity> of(SalesOrder order, ConfirmShipment shipment) {
        if (shipment.lines().isEmpty()) {
            throw new ProblemException(OrderProblem.NO_LINES, "Shipment " + shipment.externalId() + " has no lines");
        }
        var quantities = new LinkedHashMap<String, Quantity>();
        var there = there(order, shipment);
        for (var line : shipment.lines()) {
            if (!line.quantity().isPositive()) {
                throw new ProblemException(
                        OrderProblem.QUANTITY_INVALID,
                        "Shipment " + shipment.externalId() + " has the quantity " + line.quantity());
            }
            fill(order, shipment, line, there, quantities);
        }
        return quantities;
    }

    private static void fill(
            SalesOrder order,
            ConfirmShipment shipment,
            ConfirmShipment.Line line,
            Map<String, Quantity> there,
            Map<String, Quantity> quantities) {
        var candidates = candidates(order, line);
        if (candidates.isEmpty()) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_LINE_UNKNOWN, "Order " + order.externalId() + " has no line " + name(line));
        }
        var here = candidates.stream()
                .filter(candidate -> there.containsKey(candidate.reference()))
                .toList();
        if (here.isEmpty()) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_LOCATION_DIFFERS,
                    "Line " + name(line) + " of order " + order.externalId() + " is reserved at "
                            + candidates.getFirst().location() + ", but left " + shipment.location());
        }
        var left = line.quantity();
        for (var candidate : here) {
            var taken = quantities.getOrDefault(candidate.reference(), Quantity.ZERO);
            var open = there.getOrDefault(candidate.reference(), Quantity.ZERO).minus(taken);
            var part = open.compareTo(left) < 0 ? open : left;
            if (part.isPositive()) {
                quantities.put(candidate.reference(), taken.plus(part));
                left = left.minus(part);
            }
        }
        if (left.isPositive()) {
            throw new ProblemException(
                    OrderProblem.SHIPMENT_EXCEEDS_ORDER,
                    "Shipment " + shipment.externalId() + " has " + left + " more of " + name(line) + " than order "
                            + order.externalId() + " has left at " + shipment.location());
        }
    }

    /** What is reserved at the shipment's location and has not left, by line reference. */
    private static Map<String, Quantity> there(SalesOrder order, ConfirmShipment shipment) {
        var there = new HashMap<String, Quantity>();
        for (var part : order.allocations()) {
            if (part.confirmed() && part.location().equals(shipment.location())) {
                there.merge(part.reference(), part.open(), Quantity::plus);
            }
        }
        return there;
    }

    private static List<OrderLine> candidates(SalesOrder order, ConfirmShipment.Line line) {
        var reference = line.lineReference();
        return order.lines().stream()
                .filter(candidate -> reference != null
                        ? candidate.reference().equals(reference)
                        : candidate.sku().value().equals(line.sku()))
                .toList();
    }

    private static String name(ConfirmShipment.Line line) {
        return line.lineReference() != null ? line.lineReference() : String.valueOf(line.sku());
    }
}
