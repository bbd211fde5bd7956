package io.tieout.channels.internal;

import io.tieout.access.Roles;
import io.tieout.channels.ChannelProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Confirms shipments; one that overtook its order waits for it. */
@Component
public class Shipments {

    private final Orders orders;
    private final Drift drift;

    Shipments(Orders orders, Drift drift) {
        this.orders = orders;
        this.drift = drift;
    }

    public Outcome confirm(ConfirmShipment shipment, String adapter, Set<String> unknownFields) {
        var key = key(shipment.connection().value(), shipment.orderExternalId());
        var order = orders.find(shipment.connection(), shipment.orderExternalId());
        if (order.isEmpty() || order.get().summary().state() == OrderState.HELD) {
            return new Outcome.Parked(
                    ChannelProblem.ORDER_NOT_HERE,
                    key,
                    Roles.OPERATIONS,
                    "Shipment " + shipment.externalId() + " is for order " + shipment.orderExternalId() + " of "
                            + shipment.connection()
                            + (order.isEmpty() ? ", which is not here yet" : ", which is held"));
        }
        orders.ship(shipment);
        return drift.processed(
                adapter,
                Set.of(
                        BusinessKey.of(key),
                        BusinessKey.of("shipment:" + shipment.connection() + ":" + shipment.externalId())),
                unknownFields);
    }

    public static String key(String channel, String orderExternalId) {
        return "order:" + channel + ":" + orderExternalId;
    }
}
