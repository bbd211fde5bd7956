package io.tieout.channels.shopify;

import io.tieout.channels.format.JsonFields;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;

/**
 * What was taken out of an order before it was shipped. Shopify leaves the lines as they were ordered and tells it by refunds:
 * those that cancel, and those that do not restock what has not been fulfilled.
 *
 * @param byLine by the number of the line
 */
record ShopifyRemovals(Map<String, Removed> byLine) {

    static final Removed NOTHING = new Removed(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO);

    /** @param subtotal after discounts, with the tax where prices include it; zero where the refund does not say */
    record Removed(BigDecimal quantity, BigDecimal subtotal, BigDecimal tax) {

        private Removed plus(Removed other) {
            return new Removed(quantity.add(other.quantity), subtotal.add(other.subtotal), tax.add(other.tax));
        }
    }

    ShopifyRemovals {
        byLine = Map.copyOf(byLine);
    }

    Removed of(String line) {
        return byLine.getOrDefault(line, NOTHING);
    }

    boolean everythingOf(JsonFields order) {
        var lines = order.list("line_items");
        return !byLine.isEmpty()
                && !lines.isEmpty()
                && lines.stream()
                        .allMatch(line -> line.quantity("quantity")
                                        .value()
                                        .compareTo(of(String.valueOf(line.textOrNull("id")))
                                                .quantity())
                                <= 0);
    }

    static ShopifyRemovals of(JsonFields order) {
        var refunds = order.list("refunds");
        if (refunds.isEmpty()) {
            return new ShopifyRemovals(Map.of());
        }
        var unshipped = unshipped(order);
        var removed = new HashMap<String, Removed>();
        for (var refund : refunds) {
            for (var line : refund.list("refund_line_items")) {
                var id = line.textOrNull("line_item_id");
                var type = line.textOrNull("restock_type");
                var quantity = line.quantity("quantity").value();
                var open = unshipped.getOrDefault(String.valueOf(id), BigDecimal.ZERO);
                if (id == null || !takesOut(type, quantity, open)) {
                    continue;
                }
                unshipped.put(id, open.subtract(quantity));
                removed.merge(
                        id, new Removed(quantity, orZero(line, "subtotal"), orZero(line, "total_tax")), Removed::plus);
            }
        }
        return new ShopifyRemovals(removed);
    }

    private static boolean takesOut(String type, BigDecimal quantity, BigDecimal unshipped) {
        return "cancel".equals(type) || "no_restock".equals(type) && quantity.compareTo(unshipped) <= 0;
    }

    private static Map<String, BigDecimal> unshipped(JsonFields order) {
        var unshipped = new HashMap<String, BigDecimal>();
        for (var line : order.list("line_items")) {
            unshipped.put(
                    String.valueOf(line.textOrNull("id")),
                    line.quantity("quantity").value());
        }
        for (var fulfilment : order.list("fulfillments")) {
            if (!"cancelled".equals(fulfilment.textOrNull("status"))) {
                for (var line : fulfilment.list("line_items")) {
                    unshipped.computeIfPresent(
                            String.valueOf(line.textOrNull("id")),
                            (_, open) -> open.subtract(line.quantity("quantity").value()));
                }
            }
        }
        return unshipped;
    }

    private static BigDecimal orZero(JsonFields fields, String name) {
        var amount = fields.decimalOrNull(name);
        return amount == null ? BigDecimal.ZERO : amount;
    }
}
