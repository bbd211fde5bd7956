package io.tieout.operations.demo;

import io.tieout.operations.demo.Retailer.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The web shop's side of the day: signed order webhooks, and the payout with its balance transactions. */
final class ShopFiles {

    private static final BigDecimal SHIPPING_NET = new BigDecimal("4.12");
    private static final BigDecimal SHIPPING_TAX = new BigDecimal("0.78");
    private static final BigDecimal FEE_RATE = new BigDecimal("0.021");
    private static final BigDecimal FEE_FIXED = new BigDecimal("0.30");

    private final String webhookSecret;
    final List<Order> orders = new ArrayList<>();

    ShopFiles(Retailer retailer, Instant morning, int count, String webhookSecret) {
        this.webhookSecret = webhookSecret;
        for (var number = 0; number < count; number++) {
            orders.add(new Order(
                    820_000_000_000L + number,
                    1_001 + number,
                    morning.plus(number * 5L + 2, ChronoUnit.MINUTES),
                    retailer.basket(),
                    "MwSt"));
        }
    }

    /** An order. @param taxTitle the shop's own name of the tax */
    record Order(long id, int name, Instant at, List<Line> lines, String taxTitle) {
        BigDecimal total() {
            return Retailer.gross(lines).add(SHIPPING_NET).add(SHIPPING_TAX);
        }

        long line(int index) {
            return id * 10 + index;
        }

        long transaction() {
            return id + 500_000_000L;
        }
    }

    /** The number under which the shop knows it everywhere. */
    static String externalId(Order order) {
        return String.valueOf(order.id());
    }

    /** An order whose stock is not there, however often it is tried. */
    void addTooLarge(Retailer retailer, Instant at) {
        orders.add(
                new Order(820_000_009_001L, 9_001, at, List.of(new Line(retailer.articles.getLast(), 5_000)), "MwSt"));
    }

    /** An order with a tax that nobody has mapped: it sells and ships, but its invoice waits. */
    void addUnmappedTax(Retailer retailer, Instant at) {
        orders.add(new Order(820_000_009_002L, 9_002, at, retailer.basket(), "Kurtaxe Sylt"));
    }

    List<DemoFile> orderFiles() {
        return orders.stream().map(this::file).toList();
    }

    private DemoFile file(Order order) {
        var body = json(order);
        return DemoFile.json(
                "shop-order-" + order.name() + ".json",
                Retailer.SHOP,
                "order",
                Map.of(
                        "X-Shopify-Topic", "orders/create",
                        "X-Shopify-Shop-Domain", "nordlicht.example",
                        "X-Shopify-API-Version", "2026-01",
                        "X-Shopify-Webhook-Id", "demo-" + order.id(),
                        "X-Shopify-Hmac-Sha256", sign(body)),
                body);
    }

    private String sign(String body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhookSecret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String json(Order order) {
        var items = new ArrayList<String>();
        for (var index = 0; index < order.lines().size(); index++) {
            var line = order.lines().get(index);
            items.add("""
                    {"id":%d,"variant_id":%d,"title":"%s","name":"%s","sku":"%s","quantity":%d,"price":"%s","total_discount":"0.00",
                     "taxable":true,"requires_shipping":true,"gift_card":false,
                     "tax_lines":[{"title":"%s","price":"%s","rate":0.19,"channel_liable":false}]}\
                    """.formatted(
                            order.line(index),
                            order.line(index),
                            line.article().title(),
                            line.article().title(),
                            line.article().sku(),
                            line.quantity(),
                            line.article().net().toPlainString(),
                            order.taxTitle(),
                            line.tax().toPlainString()));
        }
        var net = order.lines().stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
        var tax = Retailer.tax(order.lines()).add(SHIPPING_TAX);
        return """
                {"id":%d,"name":"#%d","order_number":%d,"number":%d,"created_at":"%s","updated_at":"%s","processed_at":"%s",
                 "currency":"EUR","presentment_currency":"EUR","financial_status":"paid","fulfillment_status":null,"cancelled_at":null,
                 "taxes_included":false,"test":false,"total_price":"%s","subtotal_price":"%s","total_tax":"%s","total_discounts":"0.00",
                 "total_line_items_price":"%s","payment_gateway_names":["shopify_payments"],
                 "shipping_address":{"name":"Sample Customer","address1":"Beispielallee 7","city":"Bremen","zip":"28195","country_code":"DE"},
                 "line_items":[%s],
                 "shipping_lines":[{"id":%d,"title":"Standard","code":"standard","price":"%s","discounted_price":"%s",
                   "tax_lines":[{"title":"%s","price":"%s","rate":0.19,"channel_liable":false}]}]}
                """.formatted(
                        order.id(),
                        order.name(),
                        order.name(),
                        order.name() - 1_000,
                        order.at(),
                        order.at(),
                        order.at(),
                        order.total().toPlainString(),
                        net.toPlainString(),
                        tax.toPlainString(),
                        net.toPlainString(),
                        String.join(",", items),
                        order.id() * 10 + 9,
                        SHIPPING_NET.toPlainString(),
                        SHIPPING_NET.toPlainString(),
                        order.taxTitle(),
                        SHIPPING_TAX.toPlainString());
    }

    /** The payout of the first {@code paid} orders. */
    Payout payout(int paid, long id, Instant at) {
        var transactions = new ArrayList<String>();
        var net = BigDecimal.ZERO;
        for (var order : orders.subList(0, paid)) {
            var fee = order.total().multiply(FEE_RATE).add(FEE_FIXED).setScale(2, RoundingMode.HALF_UP);
            net = net.add(order.total()).subtract(fee);
            transactions.add("""
                    {"id":%d,"type":"charge","test":false,"payout_id":%d,"payout_status":"paid","currency":"EUR","amount":"%s","fee":"%s",
                     "net":"%s","source_id":%d,"source_type":"charge","source_order_id":%d,"source_order_transaction_id":%d,"processed_at":"%s"}\
                    """.formatted(
                            order.transaction(),
                            id,
                            order.total().toPlainString(),
                            fee.toPlainString(),
                            order.total().subtract(fee).toPlainString(),
                            order.transaction() + 1,
                            order.id(),
                            order.transaction() + 2,
                            at));
        }
        var body =
                """
                {"payout":{"id":%d,"status":"paid","date":"%s","currency":"EUR","amount":"%s"},
                 "transactions":[%s]}
                """.formatted(id, at.toString().substring(0, 10), net.toPlainString(), String.join(",", transactions));
        return new Payout(DemoFile.json("shop-payout-" + id + ".json", Retailer.SHOP, "payout", Map.of(), body), net);
    }

    /** The file and the deposit it promises. */
    record Payout(DemoFile file, BigDecimal deposit) {}
}
