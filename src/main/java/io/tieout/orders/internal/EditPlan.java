package io.tieout.orders.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.EditOrder;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.Portion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an edit means for an order, line by line. Pure: stock is not looked at. */
sealed interface EditPlan {

    /** Nothing that was ordered is different. */
    record Nothing() implements EditPlan {}

    /** It contradicts what happened already. */
    record Conflict(String reason) implements EditPlan {}

    /**
     * @param lowered what is no longer wanted of lines, shipped goods aside, by line reference
     * @param raised whether more is wanted of any line
     * @param words what changes
     */
    record Change(
            List<OrderLine> lines,
            List<PlaceOrder.Shipping> shipping,
            Map<String, Quantity> lowered,
            boolean raised,
            String words)
            implements EditPlan {}

    static EditPlan of(SalesOrder order, EditOrder edit) {
        return new Planning(order, edit).plan();
    }

    /** Works it out. */
    final class Planning {

        private static final int WORDS_MAX = 5;

        private final SalesOrder order;
        private final EditOrder edit;
        private final List<OrderLine> lines = new ArrayList<>();
        private final Map<String, Quantity> lowered = new LinkedHashMap<>();
        private final List<String> words = new ArrayList<>();
        private boolean raised;
        private @Nullable String conflict;

        private Planning(SalesOrder order, EditOrder edit) {
            this.order = order;
            this.edit = edit;
        }

        private EditPlan plan() {
            var wanted = new LinkedHashMap<String, PlaceOrder.Line>();
            edit.lines().forEach(line -> wanted.put(line.reference(), line));
            for (var line : order.lines()) {
                var now = wanted.remove(line.reference());
                if (now == null) {
                    remove(line);
                } else {
                    change(line, now);
                }
            }
            wanted.values().forEach(this::add);
            var shipping = Optional.ofNullable(edit.shipping()).orElse(order.shipping());
            if (!shipping.equals(order.shipping())) {
                words.add("shipping is charged otherwise");
                if (order.anythingShipped()) {
                    refuse("shipping was invoiced with the first shipment already");
                }
            }
            if (!edit.total().equals(order.total())) {
                words.add("the total was " + order.total() + " and is " + edit.total());
            }
            if (words.isEmpty()) {
                return new Nothing();
            }
            var inWords = words.size() <= WORDS_MAX
                    ? String.join("; ", words)
                    : String.join("; ", words.subList(0, WORDS_MAX)) + "; and more";
            return conflict == null
                    ? new Change(List.copyOf(lines), shipping, Map.copyOf(lowered), raised, inWords)
                    : new Conflict(conflict + " (" + inWords + ")");
        }

        private void remove(OrderLine line) {
            if (line.open().isPositive()) {
                words.add("line " + line.reference() + " is gone");
                lowered.put(line.reference(), line.open());
                if (line.shipped().isPositive()) {
                    refuse("line " + line.reference() + " is gone, and " + line.shipped() + " of it have left");
                }
            } else if (line.shipped().isPositive()) {
                words.add("line " + line.reference() + " is gone");
                refuse("line " + line.reference() + " is gone, and has left");
            }
            lines.add(line.cancelRest());
        }

        private void add(PlaceOrder.Line line) {
            words.add("line " + line.reference() + " is new: " + describe(line));
            lines.add(OrderLine.of(line));
            raised = true;
        }

        private void change(OrderLine line, PlaceOrder.Line now) {
            var was = line.ordered();
            if (!was.sku().equals(now.sku())) {
                words.add("line " + line.reference() + " was " + describe(was) + " and is " + describe(now));
                if (line.shipped().isPositive()) {
                    refuse("line " + line.reference() + " is of another product, and " + line.shipped()
                            + " of the old one have left");
                }
                lowered.put(line.reference(), line.open());
                lines.add(line.edited(now, Quantity.ZERO));
                raised = true;
                return;
            }
            // Channels state what was ordered, or what is left of it after their own cancellations.
            var same = now.quantity().equals(was.quantity())
                    || (line.cancelled().isPositive()
                            && now.quantity().equals(was.quantity().minus(line.cancelled())));
            if (same && samePrice(was, now)) {
                lines.add(line);
                return;
            }
            words.add("line " + line.reference() + " was " + describe(was) + " and is " + describe(now));
            if (same) {
                changePrice(line, now);
            } else {
                changeQuantity(line, now);
            }
        }

        /** R39: prices reserve nothing. */
        private void changePrice(OrderLine line, PlaceOrder.Line now) {
            if (line.shipped().isPositive()) {
                refuse("line " + line.reference() + " has another price, and " + line.shipped()
                        + " of it are invoiced");
            }
            var whole = now.quantity().equals(line.ordered().quantity());
            lines.add(line.edited(now, whole ? line.cancelled() : Quantity.ZERO));
        }

        /** R39, R40: what is reserved changes by the difference, what was shipped stays. */
        private void changeQuantity(OrderLine line, PlaceOrder.Line now) {
            if (now.quantity().compareTo(line.shipped()) < 0) {
                refuse("line " + line.reference() + " is only " + now.quantity() + ", and " + line.shipped()
                        + " have left");
                return;
            }
            if (line.shipped().isPositive() && !sameForShipped(line, now)) {
                refuse("line " + line.reference() + " has another unit price, and " + line.shipped()
                        + " of it are invoiced");
            }
            var open = now.quantity().minus(line.shipped());
            if (open.compareTo(line.open()) < 0) {
                lowered.put(line.reference(), line.open().minus(open));
            } else {
                raised |= open.compareTo(line.open()) > 0;
            }
            lines.add(line.edited(now, Quantity.ZERO));
        }

        private static boolean sameForShipped(OrderLine line, PlaceOrder.Line now) {
            var before = new Portion(line.ordered().quantity(), Quantity.ZERO, line.shipped());
            var after = new Portion(now.quantity(), Quantity.ZERO, line.shipped());
            return before.of(line.ordered().net()).equals(after.of(now.net()))
                    && before.of(line.ordered().discount()).equals(after.of(now.discount()))
                    && before.of(line.ordered().taxes()).equals(after.of(now.taxes()));
        }

        private static boolean samePrice(PlaceOrder.Line one, PlaceOrder.Line other) {
            Money net = one.net();
            return net.equals(other.net())
                    && one.discount().equals(other.discount())
                    && one.taxes().equals(other.taxes());
        }

        private void refuse(String reason) {
            conflict = conflict == null ? reason : conflict;
        }

        private static String describe(PlaceOrder.Line line) {
            return line.quantity() + " x " + line.sku() + " at " + line.net() + " net";
        }
    }
}
