package io.tieout.operations.demo;

import io.tieout.operations.demo.Retailer.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The marketplace's side of the day: orders as the Orders API gives them, and the settlement report (V2 flat file). */
final class AmazonFiles {

    private static final DateTimeFormatter REPORT_TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final BigDecimal COMMISSION = new BigDecimal("0.15");
    private static final String[] COLUMNS = {
        "settlement-id",
        "settlement-start-date",
        "settlement-end-date",
        "deposit-date",
        "total-amount",
        "currency",
        "transaction-type",
        "order-id",
        "merchant-order-id",
        "adjustment-id",
        "shipment-id",
        "marketplace-name",
        "amount-type",
        "amount-description",
        "amount",
        "fulfillment-id",
        "posted-date",
        "posted-date-time",
        "order-item-code",
        "merchant-order-item-id",
        "merchant-adjustment-item-id",
        "sku",
        "quantity-purchased",
        "promotion-id"
    };

    private final Retailer retailer;
    private final Instant morning;
    final List<Order> orders = new ArrayList<>();

    AmazonFiles(Retailer retailer, Instant morning, int count) {
        this.retailer = retailer;
        this.morning = morning;
        for (var number = 0; number < count; number++) {
            orders.add(new Order(
                    "305-%07d-%07d".formatted(1_000_000 + retailer.random.nextInt(8_999_999), number + 1),
                    number,
                    morning.plus(number * 4L, ChronoUnit.MINUTES),
                    retailer.basket()));
        }
    }

    /** An order; its items are numbered after it. */
    record Order(String id, int number, Instant at, List<Line> lines) {
        String item(int line) {
            return "%014d".formatted(60_000_000_000_000L + number * 10L + line);
        }

        BigDecimal gross() {
            return Retailer.gross(lines);
        }
    }

    List<DemoFile> orderFiles() {
        return orders.stream()
                .map(order -> DemoFile.json(
                        "amazon-order-" + order.id() + ".json", Retailer.AMAZON, "order", Map.of(), json(order)))
                .toList();
    }

    private static String json(Order order) {
        var items = new ArrayList<String>();
        for (var index = 0; index < order.lines().size(); index++) {
            var line = order.lines().get(index);
            items.add("""
                    {"ASIN":"B0%s","SellerSKU":"%s","OrderItemId":"%s","Title":"%s","QuantityOrdered":%d,"QuantityShipped":0,
                     "ItemPrice":{"CurrencyCode":"EUR","Amount":"%s"},"ItemTax":{"CurrencyCode":"EUR","Amount":"%s"}}\
                    """.formatted(
                            line.article().gtin().substring(4, 12),
                            line.article().sku(),
                            order.item(index),
                            line.article().title(),
                            line.quantity(),
                            line.net().toPlainString(),
                            line.tax().toPlainString()));
        }
        return """
                {"payload":{"AmazonOrderId":"%s","PurchaseDate":"%s","LastUpdateDate":"%s","OrderStatus":"Unshipped",
                 "FulfillmentChannel":"MFN","SalesChannel":"Amazon.de","MarketplaceId":"A1PA6795UKMFR9","OrderType":"StandardOrder",
                 "OrderTotal":{"CurrencyCode":"EUR","Amount":"%s"},"NumberOfItemsShipped":0,"NumberOfItemsUnshipped":%d,
                 "PaymentMethod":"Other","PaymentMethodDetails":["Standard"],"IsPrime":false,"IsBusinessOrder":false,
                 "ShippingAddress":{"Name":"Sample Customer %d","AddressLine1":"Musterweg %d","City":"Hamburg","PostalCode":"20095","CountryCode":"DE"},
                 "OrderItems":[%s]}}
                """.formatted(
                        order.id(),
                        order.at(),
                        order.at(),
                        order.gross().toPlainString(),
                        order.lines().stream().mapToInt(Line::quantity).sum(),
                        order.number() + 1,
                        order.number() + 1,
                        String.join(",", items));
    }

    /**
     * The settlement of the first {@code settled} orders, with three rows that a person must look at: a fee nobody has heard
     * of, and a sale without an order.
     */
    Report settlement(int settled, String id, Instant end) {
        var rows = new Rows(id, end);
        for (var order : orders.subList(0, settled)) {
            for (var index = 0; index < order.lines().size(); index++) {
                var line = order.lines().get(index);
                rows.order(order, index, "ItemPrice", "Principal", line.net());
                rows.order(order, index, "ItemPrice", "Tax", line.tax());
                rows.order(
                        order,
                        index,
                        "ItemFees",
                        "Commission",
                        line.gross()
                                .multiply(COMMISSION)
                                .setScale(2, RoundingMode.HALF_UP)
                                .negate());
            }
        }
        rows.stranger("305-9999999-0000001", retailer.articles.getFirst().sku(), new BigDecimal("24.90"));
        rows.plain("ServiceFee", "ItemFees", "Subscription Fee", new BigDecimal("-39.00"));
        rows.plain("other-transaction", "other-transaction", "Regional Handling Surcharge", new BigDecimal("-4.20"));
        rows.plain("other-transaction", "other-transaction", "Current Reserve Amount", new BigDecimal("-120.00"));
        return new Report(
                DemoFile.text("amazon-settlement-" + id + ".txt", Retailer.AMAZON, "settlement", rows.text(morning)),
                rows.total);
    }

    /** The file and the deposit it promises. */
    record Report(DemoFile file, BigDecimal deposit) {}

    private static final class Rows {
        private final String id;
        private final Instant end;
        private final List<String> rows = new ArrayList<>();
        private BigDecimal total = BigDecimal.ZERO;

        Rows(String id, Instant end) {
            this.id = id;
            this.end = end;
        }

        void order(Order order, int line, String type, String description, BigDecimal amount) {
            var article = order.lines().get(line).article();
            add("Order", order.id(), type, description, amount, order.item(line), article.sku());
        }

        void stranger(String orderId, String sku, BigDecimal amount) {
            add("Order", orderId, "ItemPrice", "Principal", amount, "69999999999999", sku);
        }

        void plain(String transaction, String type, String description, BigDecimal amount) {
            add(transaction, "", type, description, amount, "", "");
        }

        private void add(
                String transaction,
                String order,
                String type,
                String description,
                BigDecimal amount,
                String item,
                String sku) {
            total = total.add(amount);
            rows.add(String.join(
                    "\t",
                    id,
                    "",
                    "",
                    "",
                    "",
                    "",
                    transaction,
                    order,
                    order,
                    "",
                    "",
                    "Amazon.de",
                    type,
                    description,
                    amount.toPlainString(),
                    "MFN",
                    REPORT_TIME.format(end).substring(0, 10),
                    REPORT_TIME.format(end),
                    item,
                    "",
                    "",
                    sku,
                    "",
                    ""));
        }

        String text(Instant start) {
            var head = String.join(
                    "\t",
                    id,
                    REPORT_TIME.format(start),
                    REPORT_TIME.format(end),
                    REPORT_TIME.format(end),
                    total.toPlainString(),
                    "EUR",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    "");
            return String.join("\t", COLUMNS) + "\n" + head + "\n" + String.join("\n", rows) + "\n";
        }
    }
}
