package io.tieout.channels.amazon;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.Orders;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * What Amazon's notifications tell. They hold no prices, so an order that changed is noted for fetching; a cancellation is
 * complete in itself and taken at once.
 */
@Component
class AmazonNotifications implements ChannelAdapter {

    private static final KnownFields KNOWN = KnownFields.load(AmazonNotifications.class, "order-change.fields");
    private static final Set<String> LOOKED_AT = Set.of("NotificationId", "notificationId", "AmazonOrderId");
    private static final Set<String> WRAPPERS =
            Set.of("NotificationMetadata", "notificationMetadata", "Payload", "payload", "OrderChangeNotification");

    /** Published types that tell nothing that the hub keeps, or what its own polling brings. */
    private static final Set<String> OF_NO_INTEREST = Set.of(
            "ANY_OFFER_CHANGED",
            "B2B_ANY_OFFER_CHANGED",
            "BRANDED_ITEM_CONTENT_CHANGE",
            "DATA_KIOSK_QUERY_PROCESSING_FINISHED",
            "DETAIL_PAGE_TRAFFIC_EVENT",
            "FBA_INVENTORY_AVAILABILITY_CHANGES",
            "FBA_OUTBOUND_SHIPMENT_STATUS",
            "FEED_PROCESSING_FINISHED",
            "FEE_PROMOTION",
            "FULFILLMENT_ORDER_STATUS",
            "ITEM_INVENTORY_EVENT_CHANGE",
            "ITEM_PRODUCT_TYPE_CHANGE",
            "ITEM_SALES_EVENT_CHANGE",
            "LISTINGS_ITEM_ISSUES_CHANGE",
            "LISTINGS_ITEM_MFN_QUANTITY_CHANGE",
            "LISTINGS_ITEM_STATUS_CHANGE",
            "PRICING_HEALTH",
            "PRODUCT_TYPE_DEFINITIONS_CHANGE",
            "REPORT_PROCESSING_FINISHED",
            "SHIPMENT_TRACKING_MILESTONE_CHANGED",
            "TRANSACTION_UPDATE");

    private final Orders orders;
    private final AmazonRows rows;
    private final Drift drift;
    private final Clock clock;

    AmazonNotifications(Orders orders, AmazonRows rows, Drift drift, Clock clock) {
        this.orders = orders;
        this.rows = rows;
        this.drift = drift;
        this.clock = clock;
    }

    @Override
    public String name() {
        return AmazonOrders.NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("notification");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json", "text/plain");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var found = JsonPeek.at(raw.open(), LOOKED_AT, WRAPPERS);
        var id = found.getOrDefault("NotificationId", found.get("notificationId"));
        var order = found.get("AmazonOrderId");
        return new Identification(id, null, order == null ? null : AmazonOrders.key(connection, order));
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var notification = Notification.in(JsonFields.read(raw.open()));
        var type = notification.type();
        if (type.equals("ORDER_CHANGE")) {
            return orderChange(connection, message, notification);
        }
        if (OF_NO_INTEREST.contains(type)) {
            return new Outcome.Ignored("Notifications of type " + type + " change nothing here");
        }
        return new Outcome.ProcessedWithRemarks(
                Set.of(),
                List.of(new Remark(
                        AmazonProblem.NOTIFICATION_UNKNOWN,
                        BusinessKey.of("notification:" + connection.code() + ":" + type),
                        Roles.INTEGRATION,
                        "Amazon sends notifications of type " + type + ", which the adapter does not know",
                        Map.of("type", type))));
    }

    private Outcome orderChange(Connection connection, InboxMessage message, Notification notification) {
        var change = notification.orderChange();
        var order = change.text("AmazonOrderId", 64);
        var summary = change.object("Summary");
        var subjects = Set.of(BusinessKey.of(AmazonOrders.key(connection, order)));
        if (summary.text("OrderStatus", 64).equals("Canceled")) {
            orders.cancel(new CancelOrder(
                    connection.code(), order, notification.at(change), "cancelled at Amazon", message.id()));
        } else {
            rows.orderChanged(connection.code(), order, clock.instant());
        }
        return drift.processed(
                "amazon notification",
                subjects,
                KNOWN.unknown(notification.fields().node()));
    }

    /** The envelope, which is written with capital letters in some types and without in others. */
    record Notification(JsonFields fields) {

        static Notification in(JsonFields document) {
            if (!document.has("NotificationType") && !document.has("notificationType")) {
                throw new ProblemException(
                        InboxProblem.NOT_THIS_KIND, "This is no notification: it has no NotificationType");
            }
            return new Notification(document);
        }

        String type() {
            return fields.textOf(128, "NotificationType", "notificationType").replaceAll("[^A-Za-z0-9_.-]", "?");
        }

        JsonFields orderChange() {
            var payload = fields.object(fields.has("Payload") ? "Payload" : "payload");
            return payload.object(
                    payload.has("OrderChangeNotification") ? "OrderChangeNotification" : "orderChangeNotification");
        }

        java.time.Instant at(JsonFields change) {
            var trigger = change.objectOrNull("OrderChangeTrigger");
            var told = trigger == null ? null : trigger.instantOrNull("TimeOfOrderChange");
            return told == null ? fields.instant("EventTime") : told;
        }
    }
}
