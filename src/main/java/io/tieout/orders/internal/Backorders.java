package io.tieout.orders.internal;

import io.tieout.inventory.Inventory;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Releases what waits for stock as soon as some comes, the longest waiting first, each order in a transaction of its own. An
 * order that cannot have all that it needs leaves the stock to those behind it.
 */
@Component
public class Backorders {

    private static final int SKUS_MAX = 1_000;
    private static final int ORDERS_MAX = 200;

    private final AllocationRows allocations;
    private final SalesOrders orders;
    private final Inventory inventory;
    private final Sourcing sourcing;
    private final OrderReserving reserving;
    private final TransactionTemplate transaction;
    private volatile boolean anythingWaits = true;

    Backorders(
            AllocationRows allocations,
            SalesOrders orders,
            Inventory inventory,
            Sourcing sourcing,
            OrderReserving reserving,
            PlatformTransactionManager transactions) {
        this.allocations = allocations;
        this.orders = orders;
        this.inventory = inventory;
        this.sourcing = sourcing;
        this.reserving = reserving;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Whether stock that comes may be waited for; as of the last look, for nobody asks the database at every movement. */
    public boolean anythingWaits() {
        return anythingWaits;
    }

    /** @return whether there may be more at once */
    public boolean releaseSome() {
        var skus = allocations.waitingSkus(SKUS_MAX);
        anythingWaits = !skus.isEmpty();
        if (skus.isEmpty()) {
            return false;
        }
        var left = new HashMap<Sku, Quantity>();
        inventory.availableToPromise(skus).forEach((sku, stock) -> {
            var sum = stock.values().stream().filter(Quantity::isPositive).reduce(Quantity.ZERO, Quantity::plus);
            if (sum.isPositive()) {
                left.put(sku, sum);
            }
        });
        if (left.isEmpty()) {
            return false;
        }
        var released = 0;
        var tried = 0;
        for (var wants : byOrder(allocations.waiting(left.keySet())).entrySet()) {
            if (tried == ORDERS_MAX) {
                return released > 0;
            }
            if (wants.getValue().stream().anyMatch(want -> isThere(want, left))) {
                tried++;
                if (release(wants.getKey())) {
                    released++;
                    wants.getValue()
                            .forEach(want -> left.computeIfPresent(
                                    want.sku(),
                                    (_, there) -> there.minus(OrderReserving.least(there, want.quantity()))));
                }
            }
        }
        return false;
    }

    private static Map<OrderId, List<AllocationRows.Waiting>> byOrder(List<AllocationRows.Waiting> waiting) {
        var byOrder = new LinkedHashMap<OrderId, List<AllocationRows.Waiting>>();
        waiting.forEach(each ->
                byOrder.computeIfAbsent(each.order(), _ -> new ArrayList<>()).add(each));
        return byOrder;
    }

    private static boolean isThere(AllocationRows.Waiting want, Map<Sku, Quantity> left) {
        return left.getOrDefault(want.sku(), Quantity.ZERO).isPositive();
    }

    private boolean release(OrderId id) {
        var released = new boolean[1];
        Correlation.start(Actor.system("orders"))
                .run(() -> released[0] = Boolean.TRUE.equals(transaction.execute(_ -> releaseLocked(id))));
        return released[0];
    }

    private boolean releaseLocked(OrderId id) {
        var order = orders.lock(id).orElseThrow();
        if (!order.backordered()) {
            return false;
        }
        var covered = sourcing.cover(order, new Sourcing.Ask("stock came", null, null, false, null));
        if (covered.order().allocations().size() == order.allocations().size()) {
            return false;
        }
        var after = reserving.settle(covered.order(), covered.lacking());
        orders.update(after);
        if (order.state() == OrderState.HELD) {
            if (after.state() != OrderState.HELD) {
                reserving.resolved(after, "Stock came");
            }
            reserving.announce(order, after);
        } else {
            if (after.waiting().isEmpty()) {
                reserving.resolved(after, "Stock came");
            }
            reserving.announceChange(order, after, "stock came");
        }
        return true;
    }
}
