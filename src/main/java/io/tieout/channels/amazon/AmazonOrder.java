package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An order as one of the Orders API's versions tells it. */
sealed interface AmazonOrder permits OrderV0, Order2026 {

    String id();

    Status status();

    /** From Amazon's own warehouses; our stock has nothing to do with it. */
    boolean fulfilledByAmazon();

    Instant updatedAt();

    /** The order's own object, for the comparison with the published model. */
    JsonFields fields();

    /** @throws ProblemException where something is missing, {@code /OrderItems} for instance */
    PlaceOrder canonical(Connection connection, AmazonCodes codes, @Nullable MessageId message);

    /**
     * A pending order's lines, for their stock: Amazon withholds prices and address until payment is certain, so the amounts
     * are zero. Empty where it withholds the items as well.
     */
    Optional<PlaceOrder> pending(Connection connection, AmazonCodes codes, @Nullable MessageId message);

    /** What has left so far, by order item id; items of which nothing has left are absent. */
    Map<String, Quantity> shipped();

    /** The seller SKUs of its items, where they are told. */
    Set<String> sellerSkus();

    /** What Amazon's statuses come to, for us. */
    enum Status {
        /** Not yet on the market: Amazon may take months. */
        PREORDERED,
        /** Payment is not certain: Amazon withholds prices and address, and the order may vanish. */
        PENDING,
        OPEN,
        CANCELLED
    }

    /** Says of an order that the channel does not stand by it yet. */
    static Map<String, String> pendingToo(Map<String, String> attributes) {
        var more = new TreeMap<>(attributes);
        more.put("pending", "true");
        return more;
    }

    /** Finds the order in what the API answers, the items inside the order or beside it. */
    static AmazonOrder in(JsonFields document) {
        var payload = document.objectOrNull("payload");
        var top = payload == null ? document : payload;
        for (var list : new String[] {"Orders", "orders"}) {
            if (top.has(list)) {
                var orders = top.list(list);
                if (orders.size() != 1) {
                    throw new ProblemException(
                            InboxProblem.NOT_ONE_OBJECT, "One order is expected, not a list of " + orders.size());
                }
                return of(orders.getFirst(), top);
            }
        }
        if (top.has("order")) {
            return of(top.object("order"), top);
        }
        return of(top.has("Order") ? top.object("Order") : top, top);
    }

    private static AmazonOrder of(JsonFields order, JsonFields beside) {
        var inner = order.objectOrNull("payload");
        var fields = inner == null ? order : inner;
        if (fields.has("orderId") && fields.has("fulfillment")) {
            return new Order2026(fields);
        }
        if (fields.has("AmazonOrderId") && fields.has("OrderStatus")) {
            return new OrderV0(fields, beside);
        }
        throw new ProblemException(
                InboxProblem.NOT_THIS_KIND,
                "This is no order of the Orders API: neither AmazonOrderId with OrderStatus nor orderId with fulfillment");
    }
}
