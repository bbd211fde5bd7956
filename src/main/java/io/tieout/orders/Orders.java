package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.orders.internal.Cancellations;
import io.tieout.orders.internal.Fulfilment;
import io.tieout.orders.internal.OrderReads;
import io.tieout.orders.internal.Placement;
import io.tieout.orders.internal.SalesOrders;
import io.tieout.orders.internal.ShipmentRows;
import io.tieout.orders.internal.TillSales;
import io.tieout.orders.internal.TillVoids;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The order life cycle. Commands join the caller's transaction and are idempotent by the channel's own numbers; what they
 * publish ({@link io.tieout.orders.events}) is heard in the same transaction.
 */
@Service
@Transactional
public class Orders {

    private final Placement placement;
    private final Fulfilment fulfilment;
    private final Cancellations cancellations;
    private final TillSales tillSales;
    private final TillVoids tillVoids;
    private final SalesOrders salesOrders;
    private final OrderReads reads;
    private final ShipmentRows shipments;

    Orders(
            Placement placement,
            Fulfilment fulfilment,
            Cancellations cancellations,
            TillSales tillSales,
            TillVoids tillVoids,
            SalesOrders salesOrders,
            OrderReads reads,
            ShipmentRows shipments) {
        this.placement = placement;
        this.fulfilment = fulfilment;
        this.cancellations = cancellations;
        this.tillSales = tillSales;
        this.tillVoids = tillVoids;
        this.salesOrders = salesOrders;
        this.reads = reads;
        this.shipments = shipments;
    }

    /**
     * Validates, sources, reserves, and releases. Validation problems throw; want of stock holds the order.
     *
     * @throws io.tieout.kernel.ProblemException {@code order.sku-unknown}, {@code order.amounts-differ},
     *     {@code order.currency-unknown} and so on
     */
    public Acceptance place(PlaceOrder command) {
        return placement.place(command);
    }

    /**
     * Records a till's sale: stock goes down as a fact. A receipt that is known already changes nothing; one that comes
     * again with another total is a work item.
     *
     * @throws io.tieout.kernel.ProblemException {@code sale.amounts-differ}, {@code order.sku-unknown} and so on
     */
    public Acceptance record(RecordSale command) {
        return tillSales.record(command);
    }

    /**
     * Takes a till's sale back: its goods come back into stock, finance hears the opposite, and the sale stays on record as
     * voided. A repeat changes nothing.
     *
     * @return the sale, or empty where it is not known: then it is still to come, and who waits is seen once it does
     * @throws io.tieout.kernel.ProblemException {@code sale.void-after-return} where goods of it have come back already,
     *     {@code sale.void-not-a-sale}
     */
    public Optional<OrderId> voidSale(VoidSale command) {
        return tillVoids.take(command);
    }

    /**
     * @return the shipment's id; a repeat gives the same
     * @throws io.tieout.kernel.ProblemException {@code shipment.order-unknown}, {@code shipment.exceeds-order},
     *     {@code shipment.location-differs} and so on
     */
    public UUID ship(ConfirmShipment command) {
        return fulfilment.ship(command);
    }

    /** @return the order, or empty where it is only remembered that it will be cancelled */
    public Optional<OrderId> cancel(CancelOrder command) {
        return cancellations.cancel(command);
    }

    /** Tries a held order again. */
    public Acceptance retry(OrderId order) {
        return placement.retry(order);
    }

    /**
     * Notes what came back of an order, for its readers; whether so much may come back is for returns to decide. Refused by
     * the database where more would be returned than was shipped.
     *
     * @param quantities change per line reference; negative takes back
     */
    public void noteReturned(OrderId order, Map<String, Quantity> quantities) {
        salesOrders.addReturned(order, quantities);
    }

    @Transactional(readOnly = true)
    public Optional<OrderDetails> find(OrderId id) {
        return reads.details(id);
    }

    @Transactional(readOnly = true)
    public Optional<OrderDetails> find(ConnectionCode connection, String externalId) {
        return reads.id(connection, externalId).flatMap(reads::details);
    }

    /** @throws io.tieout.kernel.ProblemException {@code request.invalid} where {@code after} is not a cursor */
    @Transactional(readOnly = true)
    public Page<OrderSummary> list(OrderFilter filter, int limit, @Nullable String after) {
        return reads.list(filter, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    /** How many orders {@link #list} would show under the filter, by channel and state. */
    @Transactional(readOnly = true)
    public List<OrderCount> counts(OrderFilter filter) {
        return reads.counts(filter);
    }

    /** The shipments of an order, oldest first. */
    @Transactional(readOnly = true)
    public List<ShipmentDetails> shipments(OrderId order) {
        return shipments.of(order);
    }
}
