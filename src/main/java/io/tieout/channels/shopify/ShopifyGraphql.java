package io.tieout.channels.shopify;

/** The operations that the hub sends. Each fits the published schema of {@link ShopifySettings#API_VERSION}. */
final class ShopifyGraphql {

    static final String FULFILMENT_ORDERS = """
            query tieoutFulfillmentOrders($id: ID!) {
              order(id: $id) {
                fulfillments(first: 50) {
                  id status trackingInfo(first: 5) { number }
                  fulfillmentLineItems(first: 100) { nodes { quantity lineItem { id } } }
                }
                fulfillmentOrders(first: 25) {
                  nodes {
                    id status
                    assignedLocation { location { id } }
                    lineItems(first: 100) { nodes { id remainingQuantity lineItem { id } } }
                  }
                }
              }
            }
            """;

    static final String FULFIL = """
            mutation tieoutFulfill($fulfillment: FulfillmentInput!) {
              fulfillmentCreate(fulfillment: $fulfillment) {
                fulfillment { id status }
                userErrors { field message }
              }
            }
            """;

    static final String PAYMENTS = """
            query tieoutPayments($id: ID!) {
              order(id: $id) {
                cancelledAt
                refunds(first: 100) { id note }
                transactions(first: 50) {
                  id kind status gateway
                  amountSet { shopMoney { amount currencyCode } }
                  parentTransaction { id }
                }
              }
            }
            """;

    static final String REFUND = """
            mutation tieoutRefund($input: RefundInput!, $key: String!) {
              refundCreate(input: $input) @idempotent(key: $key) {
                refund { id note totalRefundedSet { shopMoney { amount currencyCode } } }
                userErrors { field message }
              }
            }
            """;

    static final String CANCEL = """
            mutation tieoutCancel($orderId: ID!, $reason: OrderCancelReason!, $note: String) {
              orderCancel(orderId: $orderId, reason: $reason, restock: false, notifyCustomer: false, staffNote: $note) {
                job { id done }
                orderCancelUserErrors { field message code }
              }
            }
            """;

    static final String LINES = """
            query tieoutLines($id: ID!) {
              order(id: $id) {
                cancelledAt
                refunds(first: 100) { id note }
                lineItems(first: 250) { nodes { id currentQuantity unfulfilledQuantity } }
              }
            }
            """;

    static final String VARIANTS = """
            query tieoutVariants($query: String!, $first: Int!) {
              productVariants(first: $first, query: $query) {
                nodes { id sku barcode inventoryItem { id } product { id } }
              }
            }
            """;

    static final String SET_STOCK = """
            mutation tieoutSetStock($input: InventorySetQuantitiesInput!, $key: String!) {
              inventorySetQuantities(input: $input) @idempotent(key: $key) {
                inventoryAdjustmentGroup { createdAt }
                userErrors { field message code }
              }
            }
            """;

    static final String SET_PRICES = """
            mutation tieoutSetPrices($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
              productVariantsBulkUpdate(productId: $productId, variants: $variants) {
                productVariants { id }
                userErrors { field message code }
              }
            }
            """;

    private ShopifyGraphql() {}

    /** Shopify's global id of an object. */
    static String gid(String type, String number) {
        return number.startsWith("gid://") ? number : "gid://shopify/" + type + "/" + number;
    }

    static String number(String gid) {
        var tail = gid.substring(gid.lastIndexOf('/') + 1);
        var query = tail.indexOf('?');
        return query < 0 ? tail : tail.substring(0, query);
    }
}
