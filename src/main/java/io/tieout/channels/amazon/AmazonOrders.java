package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.orders.Acceptance;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.Orders;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Orders of a seller account, as the Orders API gives them (v0 and 2026-01-01), the items in the same document. */
@Component
class AmazonOrders implements ChannelAdapter {

    static final String NAME = "amazon";

    private static final Set<String> LOOKED_AT =
            Set.of("AmazonOrderId", "LastUpdateDate", "orderId", "lastUpdatedTime");
    private static final Set<String> WRAPPERS = Set.of("payload", "order", "Order");
    private static final KnownFields V0 = KnownFields.load(AmazonOrders.class, "order-v0.fields");
    private static final KnownFields V2026 = KnownFields.load(AmazonOrders.class, "order-2026-01-01.fields");

    private final Orders orders;
    private final AmazonCodes codes;
    private final FbaPool pool;
    private final Drift drift;

    AmazonOrders(Orders orders, AmazonCodes codes, FbaPool pool, Drift drift) {
        this.orders = orders;
        this.codes = codes;
        this.pool = pool;
        this.drift = drift;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("order", "order-change");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        // The four names are never all there, so the look ends with the document: orders are small.
        var found = JsonPeek.at(raw.open(), LOOKED_AT, WRAPPERS);
        var order = found.getOrDefault("AmazonOrderId", found.get("orderId"));
        if (order == null) {
            return Identification.NONE;
        }
        return new Identification(
                order, found.getOrDefault("LastUpdateDate", found.get("lastUpdatedTime")), key(connection, order));
    }

    static String key(Connection connection, String order) {
        return "order:" + connection.code() + ":" + order;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var order = AmazonOrder.in(JsonFields.read(raw.open()));
        if (order.fulfilledByAmazon() && AmazonSettings.fbaLocation(connection) == null) {
            return new Outcome.Ignored("Amazon fulfils the order from its own stock, and the connection's setting "
                    + AmazonSettings.FBA_LOCATION + " names no location for it");
        }
        pool.noteOffers(connection, order);
        return switch (order.status()) {
            case PREORDERED ->
                new Outcome.Ignored("The goods are not on the market yet; Amazon sends it again when they are");
            case PENDING -> pending(connection, message, order);
            case CANCELLED -> {
                orders.cancel(new CancelOrder(
                        connection.code(), order.id(), order.updatedAt(), "cancelled at Amazon", message.id()));
                yield done(connection, order);
            }
            case OPEN -> open(connection, message, order);
        };
    }

    /** R53: the stock is set aside for a while; the order is nobody's to ship before payment is certain. */
    private Outcome pending(Connection connection, InboxMessage message, AmazonOrder order) {
        var pending = order.pending(connection, codes, message.id());
        if (pending.isEmpty()) {
            return new Outcome.Ignored(
                    "Amazon has not confirmed the order yet and does not tell its items; it sends it again when it has");
        }
        pool.keepApart(connection, order);
        return after(orders.place(pending.get()), connection, order);
    }

    private Outcome open(Connection connection, InboxMessage message, AmazonOrder order) {
        pool.keepApart(connection, order);
        var acceptance = orders.place(order.canonical(connection, codes, message.id()));
        var shipped = order.fulfilledByAmazon() && pool.follow(connection, order, message.id());
        return shipped ? done(connection, order) : after(acceptance, connection, order);
    }

    private Outcome after(Acceptance acceptance, Connection connection, AmazonOrder order) {
        return switch (acceptance) {
            case Acceptance.AlreadyKnown _ ->
                new Outcome.Ignored("The order is known already, in this or a newer version");
            case Acceptance.Released _, Acceptance.Held _, Acceptance.Recorded _, Acceptance.CancelledBefore _ ->
                done(connection, order);
        };
    }

    private Outcome done(Connection connection, AmazonOrder order) {
        return drift.processed(NAME, Set.of(BusinessKey.of(key(connection, order.id()))), unknown(order));
    }

    private static Set<String> unknown(AmazonOrder order) {
        return switch (order) {
            case OrderV0 v0 -> V0.unknown(v0.fields().node());
            case Order2026 v2026 -> V2026.unknown(v2026.fields().node());
        };
    }
}
