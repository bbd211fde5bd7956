package io.tieout.operations.bench;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** One order of the web shop as its webhook brings it, signed. */
record ShopOrder(long id, byte[] body, String signature) {

    static final int LINES = 3;
    private static final BigDecimal VAT = new BigDecimal("0.19");

    /** @param products how many articles there are */
    static ShopOrder made(long id, int products, Random random) {
        var items = new StringBuilder();
        var net = BigDecimal.ZERO;
        var taxes = BigDecimal.ZERO;
        for (var line = 0; line < LINES; line++) {
            // of a third of the articles each, so that no order names one twice
            var article = line + LINES * random.nextInt(products / LINES);
            var price = BigDecimal.valueOf(500 + article, 2);
            var tax = price.multiply(VAT).setScale(2, RoundingMode.HALF_UP);
            net = net.add(price);
            taxes = taxes.add(tax);
            items.append(line == 0 ? "" : ",").append("""
                    {"id":%1$d,"variant_id":%1$d,"title":"Article %2$d","name":"Article %2$d","sku":"%3$s","quantity":1,"price":"%4$s",\
                    "total_discount":"0.00","taxable":true,"requires_shipping":true,"gift_card":false,\
                    "tax_lines":[{"title":"MwSt","price":"%5$s","rate":0.19,"channel_liable":false}]}""".formatted(
                            id * 10 + line, article, Shop.sku(article), price.toPlainString(), tax.toPlainString()));
        }
        var body = """
                {"id":%1$d,"name":"#%1$d","order_number":%1$d,"number":%1$d,"created_at":"%2$s","updated_at":"%2$s","processed_at":"%2$s",\
                "currency":"EUR","presentment_currency":"EUR","financial_status":"paid","fulfillment_status":null,"cancelled_at":null,\
                "taxes_included":false,"test":false,"total_price":"%3$s","subtotal_price":"%4$s","total_tax":"%5$s",\
                "total_discounts":"0.00","total_line_items_price":"%4$s","payment_gateway_names":["shopify_payments"],\
                "shipping_address":{"name":"Sample Customer","address1":"Beispielallee 7","city":"Bremen","zip":"28195",\
                "country_code":"DE"},"line_items":[%6$s],"shipping_lines":[]}""".formatted(
                        id,
                        Instant.now().truncatedTo(ChronoUnit.SECONDS),
                        net.add(taxes).toPlainString(),
                        net.toPlainString(),
                        taxes.toPlainString(),
                        items)
                .getBytes(StandardCharsets.UTF_8);
        return new ShopOrder(id, body, signed(body));
    }

    private static String signed(byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Shop.SIGNING_SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
