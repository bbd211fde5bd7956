package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The order life cycle. Commands join the caller's transaction and are idempotent by the channel's own numbers; what they
 * publish ({@link io.tieout.orders.events}) is heard in the same transaction.
 */
public class Orders {

    /**
     * Validates, sources, reserves, and releases. Validation problems throw; want of stock holds the order.
     *
     * @throws io.tieout.kernel.ProblemException {@code order.sku-unknown}, {@code order.amounts-differ},
     *     {@code order.currency-unknown} and so on
     */
    public Acceptance place(PlaceOrder command) {
        throw new UnsupportedOperationException();
    }

    public Acceptance record(RecordSale command) {
        throw new UnsupportedOperationException();
    }

    /** @return the shipment's id; a repeat gives the same */
    public UUID ship(ConfirmShipment command) {
        throw new UnsupportedOperationException();
    }

    /** @return the order, or empty where it is only remembered that it will be cancelled */
    public Optional<OrderId> cancel(CancelOrder command) {
        throw new UnsupportedOperationException();
    }

    /** Tries a held order again. */
    public Acceptance retry(OrderId order) {
        throw new UnsupportedOperationException();
    }

    public Optional<OrderDetails> find(OrderId id) {
        throw new UnsupportedOperationException();
    }

    public Optional<OrderDetails> find(ConnectionCode connection, String externalId) {
        throw new UnsupportedOperationException();
    }

    public Page<OrderSummary> list(OrderFilter filter, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** The shipments of an order, oldest first. */
    public List<ShipmentDetails> shipments(OrderId order) {
        throw new UnsupportedOperationException();
    }
}
