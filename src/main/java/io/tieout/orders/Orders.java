package io.tieout.orders;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.Quantity;
import io.tieout.orders.internal.Cancellations;
import io.tieout.orders.internal.Edits;
import io.tieout.orders.internal.Fulfilment;
import io.tieout.orders.internal.Holds;
import io.tieout.orders.internal.OrderReads;
import io.tieout.orders.internal.Picking;
import io.tieout.orders.internal.Placement;
import io.tieout.orders.internal.SalesOrders;
import io.tieout.orders.internal.ShipmentCancellations;
import io.tieout.orders.internal.ShipmentRows;
import io.tieout.orders.internal.SourcingPolicies;
import io.tieout.orders.internal.StoreAnswers;
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
    private final Edits edits;
    private final Picking picking;
    private final ShipmentCancellations shipmentCancellations;
    private final StoreAnswers storeAnswers;
    private final Holds holds;
    private final SourcingPolicies policies;

    Orders(
            Placement placement,
            Fulfilment fulfilment,
            Cancellations cancellations,
            TillSales tillSales,
            TillVoids tillVoids,
            SalesOrders salesOrders,
            OrderReads reads,
            ShipmentRows shipments,
            Edits edits,
            Picking picking,
            ShipmentCancellations shipmentCancellations,
            StoreAnswers storeAnswers,
            Holds holds,
            SourcingPolicies policies) {
        this.placement = placement;
        this.fulfilment = fulfilment;
        this.cancellations = cancellations;
        this.tillSales = tillSales;
        this.tillVoids = tillVoids;
        this.salesOrders = salesOrders;
        this.reads = reads;
        this.shipments = shipments;
        this.edits = edits;
        this.picking = picking;
        this.shipmentCancellations = shipmentCancellations;
        this.storeAnswers = storeAnswers;
        this.holds = holds;
        this.policies = policies;
    }

    /**
     * Validates, sources, reserves, and releases. Validation problems throw; want of stock holds the order until some comes.
     * An order that is not paid and says no address is pending (R53): its stock is set aside for a while, and nobody is told
     * until a newer version says that it stands. A newer version of a known order is an edit of it.
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

    /**
     * The channel changed an order. What is new is reserved before anything else happens; what cannot be done leaves the
     * accepted version as it is, with a work item. Publishes {@link io.tieout.orders.events.SalesOrderChanged} where the order
     * was released.
     *
     * @throws io.tieout.kernel.ProblemException {@code order.amounts-differ}, {@code order.sku-unknown} and so on
     */
    public EditOutcome edit(EditOrder command) {
        return edits.edit(command);
    }

    /**
     * Parts of lines are not wanted any more. What is reserved of them is given back exactly where it is; what has left
     * already is a work item.
     *
     * @return the order, or empty where it has not come yet: then the cancellation has to wait for it
     * @throws io.tieout.kernel.ProblemException {@code order.line-unknown}, {@code order.quantity-invalid}
     */
    public Optional<OrderId> cancelLines(CancelLines command) {
        return cancellations.cancelLines(command);
    }

    /**
     * Goods are off the shelf. Where they are reserved elsewhere the reservation follows them (R43).
     *
     * @throws io.tieout.kernel.ProblemException {@code shipment.order-unknown}, {@code shipment.order-not-released},
     *     {@code shipment.line-unknown}, {@code shipment.exceeds-order}, {@code shipment.location-differs}
     */
    public OrderId pick(ConfirmPick command) {
        return picking.pick(command);
    }

    /**
     * A location cannot ship what is reserved there: it is sourced from elsewhere, else it waits for stock.
     *
     * @throws io.tieout.kernel.ProblemException as {@link #pick}
     */
    public OrderId shortPick(ShortPick command) {
        return picking.shortPick(command);
    }

    /**
     * A shipment did not leave after all (R38): on hand and allocation are as before it, and finance hears the opposite.
     *
     * @throws io.tieout.kernel.ProblemException {@code shipment.order-unknown}, {@code shipment.unknown},
     *     {@code state.conflict} where goods of it have come back as a return
     */
    public OrderId cancelShipment(CancelShipment command) {
        return shipmentCancellations.cancel(command);
    }

    /** A store's own system answers; what it refuses is sourced from elsewhere (R50, R51). */
    public StoreAnswer answer(AnswerReservation answer) {
        return storeAnswers.answer(answer);
    }

    /**
     * Somebody holds an order of which nothing has left. Its stock stays set aside; ERP and fulfilment hear that it is off.
     *
     * @throws io.tieout.kernel.ProblemException {@code state.conflict}, {@code not-found}
     */
    public void hold(OrderId order, String reason, Actor by) {
        holds.hold(order, reason, by);
    }

    /**
     * Somebody lets a held order go.
     *
     * @param parts whether what is there may go while the rest waits; false leaves that to the policy
     * @throws io.tieout.kernel.ProblemException {@code state.conflict}, {@code not-found}
     */
    public Acceptance release(OrderId order, boolean parts, String reason, Actor by) {
        return holds.release(order, parts, reason, by);
    }

    /**
     * Somebody has an order sent from elsewhere, as far as it is not picked. Nothing changes where there is no elsewhere.
     *
     * @param away the place that is not to send it; null is every place where it is reserved now
     * @throws io.tieout.kernel.ProblemException {@code order.not-sourceable}, {@code state.conflict}, {@code not-found}
     */
    public void resource(OrderId order, @Nullable LocationCode away, String reason, Actor by) {
        holds.resource(order, away, reason, by);
    }

    /** Tries a held order again. */
    public Acceptance retry(OrderId order) {
        return holds.retry(order);
    }

    /** Sourcing policies, the newest version first. */
    @Transactional(readOnly = true)
    public List<SourcingPolicyVersion> sourcingPolicies() {
        return policies.list();
    }

    /**
     * A second person decides about a proposed sourcing policy.
     *
     * @throws io.tieout.kernel.ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code not-found}
     */
    public SourcingPolicyVersion decideSourcingPolicy(int version, boolean approve, Actor by) {
        return approve ? policies.approve(version, by) : policies.reject(version, by);
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

    /** The orders with this number, of whatever channel; ten at most. */
    @Transactional(readOnly = true)
    public List<OrderId> withNumber(String externalId) {
        return reads.withNumber(externalId);
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
