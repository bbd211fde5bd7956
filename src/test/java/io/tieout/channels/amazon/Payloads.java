package io.tieout.channels.amazon;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Amazon's documents, written by us. */
final class Payloads {

    private static final JsonMapper JSON = JsonMapper.shared();

    private Payloads() {}

    static JsonNode json(String text) {
        return JSON.readTree(text);
    }

    /** A v0 order of one item, without the money that Amazon withholds while it is pending. */
    static JsonNode pendingV0(String id, String updatedAt, String channel, String sku, int quantity) {
        return json("""
                {"AmazonOrderId":"%s","PurchaseDate":"2026-11-20T10:00:00Z","LastUpdateDate":"%s","OrderStatus":"Pending",
                 "FulfillmentChannel":"%s","MarketplaceId":"A1PA6795UKMFR9",
                 "OrderItems":[{"ASIN":"B000000001","OrderItemId":"%s-1","SellerSKU":"%s","QuantityOrdered":%d,"QuantityShipped":0}]}""".formatted(id, updatedAt, channel, id, sku, quantity));
    }

    /** A v0 order of one item at 10.00 net and 1.90 tax each. */
    static JsonNode orderV0(
            String id, String updatedAt, String status, String channel, String sku, int quantity, int shipped) {
        var net = quantity * 10;
        var tax = quantity * 190;
        return json("""
                {"AmazonOrderId":"%1$s","PurchaseDate":"2026-11-20T10:00:00Z","LastUpdateDate":"%2$s","OrderStatus":"%3$s",
                 "FulfillmentChannel":"%4$s","MarketplaceId":"A1PA6795UKMFR9",
                 "OrderTotal":{"CurrencyCode":"EUR","Amount":"%5$s"},
                 "ShippingAddress":{"Name":"A. Buyer","City":"Berlin","PostalCode":"10115","CountryCode":"DE"},
                 "OrderItems":[{"ASIN":"B000000001","OrderItemId":"%1$s-1","SellerSKU":"%6$s","Title":"A pen",
                   "QuantityOrdered":%7$d,"QuantityShipped":%8$d,
                   "ItemPrice":{"CurrencyCode":"EUR","Amount":"%9$d.00"},
                   "ItemTax":{"CurrencyCode":"EUR","Amount":"%10$s"}}]}""".formatted(
                id, updatedAt, status, channel, cents(net * 100 + tax), sku, quantity, shipped, net, cents(tax)));
    }

    static JsonNode order2026(String id, String updatedAt, String sku) {
        return json("""
                {"orderId":"%1$s","createdTime":"2026-11-20T10:00:00Z","lastUpdatedTime":"%2$s",
                 "salesChannel":{"channelName":"AMAZON","marketplaceId":"A1PA6795UKMFR9"},
                 "fulfillment":{"fulfillmentStatus":"UNSHIPPED","fulfilledBy":"MERCHANT"},
                 "proceeds":{"grandTotal":{"amount":"11.90","currencyCode":"EUR"}},
                 "orderItems":[{"orderItemId":"%1$s-1","quantityOrdered":1,"product":{"sellerSku":"%3$s","title":"A pen"},
                   "proceeds":{"breakdowns":[{"type":"ITEM","subtotal":{"amount":"10.00","currencyCode":"EUR"}},
                     {"type":"TAX","subtotal":{"amount":"1.90","currencyCode":"EUR"}}]}}]}""".formatted(id, updatedAt, sku));
    }

    static JsonNode summary(String sku, int fulfillable, int forOrders, int unsellable) {
        return json("""
                {"asin":"B000000001","fnSku":"X000000001","sellerSku":"%s","condition":"NewItem","totalQuantity":%d,
                 "inventoryDetails":{"fulfillableQuantity":%d,
                   "reservedQuantity":{"totalReservedQuantity":%d,"pendingCustomerOrderQuantity":%d},
                   "unfulfillableQuantity":{"totalUnfulfillableQuantity":%d}}}""".formatted(
                        sku, fulfillable + forOrders + unsellable, fulfillable, forOrders, forOrders, unsellable));
    }

    static JsonNode orderChange(String notification, String order, String status) {
        return json("""
                {"NotificationVersion":"1.0","NotificationType":"ORDER_CHANGE","PayloadVersion":"1.0",
                 "EventTime":"2026-11-20T11:00:00Z",
                 "Payload":{"OrderChangeNotification":{"NotificationLevel":"OrderLevel","SellerId":"S","AmazonOrderId":"%s",
                   "OrderChangeType":"OrderStatusChange",
                   "OrderChangeTrigger":{"TimeOfOrderChange":"2026-11-20T11:00:00Z","ChangeReason":"status"},
                   "Summary":{"MarketplaceId":"A1PA6795UKMFR9","OrderStatus":"%s","PurchaseDate":null,
                     "DestinationPostalCode":null,"FulfillmentType":"MFN","OrderType":"StandardOrder","OrderItems":[]}}},
                 "NotificationMetadata":{"ApplicationId":"a","SubscriptionId":"s","PublishTime":"2026-11-20T11:00:01Z",
                   "NotificationId":"%s"}}""".formatted(order, status, notification));
    }

    private static String cents(int cents) {
        return cents / 100 + "." + "%02d".formatted(cents % 100);
    }
}
