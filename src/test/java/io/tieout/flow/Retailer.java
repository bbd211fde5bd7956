package io.tieout.flow;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A small retailer with codes of its own: an entity, a warehouse, a store, two channels, tills, a bank, an ERP. */
final class Retailer {

    static final String WEBHOOK_SECRET = "whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    static final String SHOP_SECRET = "hush";

    final String id;
    final String entity;
    final String warehouse;
    final String store;
    final String amazon;
    final String shop;
    final String tills;
    final String carrier;
    final String bank;
    final String erp;
    final String hook;
    final String erpKey;
    final String iban;

    Retailer(String id) {
        this.id = id;
        entity = "E" + id;
        warehouse = "WH" + id;
        store = "ST" + id;
        amazon = "amazon-" + id;
        shop = "shop-" + id;
        tills = "tills-" + id;
        carrier = "carrier-" + id;
        bank = "bank-" + id;
        erp = "erp-" + id;
        hook = "hook-" + id;
        erpKey = "key-of-" + erp;
        iban = iban(id);
    }

    static Retailer any() {
        return new Retailer(UUID.randomUUID().toString().substring(0, 8));
    }

    /** A valid German number made of the code. */
    private static String iban(String id) {
        var account = "50010517" + "%010d".formatted(Math.floorMod(id.hashCode(), 1_000_000_000));
        var check = 98
                - new java.math.BigInteger(account + "131400")
                        .mod(java.math.BigInteger.valueOf(97))
                        .intValue();
        return "DE%02d%s".formatted(check, account);
    }

    /** An item of any order: amounts for the whole line, 19 % of tax. */
    record Item(String sku, int quantity, BigDecimal price) {

        BigDecimal net() {
            return price.multiply(BigDecimal.valueOf(quantity));
        }

        BigDecimal tax() {
            return net().multiply(new BigDecimal("0.19")).setScale(2, RoundingMode.HALF_UP);
        }

        BigDecimal gross() {
            return net().add(tax());
        }
    }

    String sku(int number) {
        return "SKU" + number + "-" + id;
    }

    Item item(int number, int quantity, String price) {
        return new Item(sku(number), quantity, new BigDecimal(price));
    }

    static BigDecimal gross(List<Item> items) {
        return items.stream().map(Item::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal tax(List<Item> items) {
        return items.stream().map(Item::tax).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    static BigDecimal net(List<Item> items) {
        return items.stream().map(Item::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** @param hookUrl where webhooks go; empty for no receiver */
    String configuration(int products, String hookUrl) {
        var catalogue = IntStream.rangeClosed(1, products)
                .mapToObj(number ->
                        "  - {sku: %s, name: Thing %d, taxCategory: STANDARD, unit: EA}".formatted(sku(number), number))
                .collect(Collectors.joining("\n"));
        var receiver = hookUrl.isEmpty()
                ? ""
                : "  - {code: %s, adapter: webhook, entity: %s, url: \"%s\", allowInternal: true, secret: \"%s\", events: [\"*\"]}\n"
                        .formatted(hook, entity, hookUrl, WEBHOOK_SECRET);
        return """
                entities:
                  - {code: %1$s, name: Retailer %1$s, country: DE, currency: EUR, zone: Europe/Berlin}
                locations:
                  - {code: %2$s, type: WAREHOUSE, entity: %1$s, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: true}
                  - {code: %3$s, type: STORE, entity: %1$s, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: false}
                products:
                %4$s
                connections:
                  - {code: %5$s, adapter: amazon, entity: %1$s, zone: Europe/Berlin, settings: {sellerId: A1TEST, marketplaceIds: [A1PA6795UKMFR9]}}
                  - {code: %6$s, adapter: shopify, entity: %1$s, zone: Europe/Berlin, settings: {domain: shop.example}, secrets: {webhook: "%7$s"}}
                  - {code: %8$s, adapter: poslog, entity: %1$s, zone: Europe/Berlin}
                  - {code: %9$s, adapter: warehouse, entity: %1$s, zone: Europe/Berlin}
                  - {code: %10$s, adapter: camt, entity: %1$s, zone: Europe/Berlin, settings: {iban: %11$s}}
                destinations:
                  - {code: %12$s, adapter: sandbox, entity: %1$s, url: self, allowInternal: true, secret: "%13$s", events: ["*"]}
                """.formatted(
                                entity,
                                warehouse,
                                store,
                                catalogue,
                                amazon,
                                shop,
                                SHOP_SECRET,
                                tills,
                                carrier,
                                bank,
                                iban,
                                erp,
                                erpKey)
                + receiver;
    }

    /** A body for {@code POST /api/v1/inventory/movements}. */
    String stock(String externalId, String location, int quantity, List<String> skus) {
        return skus.stream()
                .map(sku -> """
                        {"sku":"%s","location":"%s","bucket":"ON_HAND","quantity":%d,"reason":"RECEIPT","occurredAt":"%s","line":"%s"}""".formatted(sku, location, quantity, Papers.MORNING, sku))
                .collect(Collectors.joining(
                        ",", "{\"externalId\":\"" + externalId + "-" + id + "\",\"movements\":[", "]}"));
    }

    /** Brings the goods in and waits until they are there. */
    void receive(Hub hub, String externalId, String location, int quantity, List<String> skus) {
        hub.post("/api/v1/inventory/movements?waitMs=30000", stock(externalId, location, quantity, skus))
                .ok();
    }
}
