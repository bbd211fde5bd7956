package io.tieout.operations.demo;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sample day in the order in which it reaches the hub. Most of it goes well; a handful of things are wrong on purpose: an
 * order larger than the stock, a tax code nobody mapped, a fee nobody has heard of, a settled sale without an order, and a
 * tender that the ERP has no account for.
 */
final class DemoDay {

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final int AMAZON_ORDERS = 120;
    private static final int SHOP_ORDERS = 100;
    private static final int RECEIPTS_PER_STORE = 30;
    private static final int OPENING_STOCK = 400;
    static final int AMAZON_SETTLED = 90;
    static final int SHOP_SETTLED = 80;

    private final Retailer retailer = new Retailer();
    private final LocalDate day;
    private final AmazonFiles amazon;
    private final ShopFiles shop;
    private final String webhookSecret;
    private final String sandboxKey;

    DemoDay(Clock clock, String webhookSecret, String sandboxKey) {
        this.webhookSecret = webhookSecret;
        this.sandboxKey = sandboxKey;
        day = LocalDate.now(clock.withZone(ZONE)).minusDays(1);
        var morning = day.atTime(LocalTime.of(6, 0)).atZone(ZONE).toInstant();
        amazon = new AmazonFiles(retailer, morning, AMAZON_ORDERS);
        shop = new ShopFiles(retailer, morning, SHOP_ORDERS, webhookSecret);
        shop.addTooLarge(retailer, morning.plusSeconds(30_000));
        shop.addUnmappedTax(retailer, morning.plusSeconds(31_000));
    }

    /** The retailer as a configuration file. */
    String configuration() {
        var stores = Retailer.STORES.stream()
                .map(store ->
                        "  - {code: %s, type: STORE, entity: DE01, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: true}"
                                .formatted(store))
                .collect(Collectors.joining("\n"));
        var products = retailer.articles.stream()
                .map(article -> "  - {sku: %s, gtin: \"%s\", name: \"%s\", taxCategory: STANDARD, unit: EA}"
                        .formatted(article.sku(), article.gtin(), article.title()))
                .collect(Collectors.joining("\n"));
        return """
                entities:
                  - {code: DE01, name: Nordlicht Schreibwaren GmbH, country: DE, currency: EUR, zone: Europe/Berlin}
                locations:
                  - {code: WH1, type: WAREHOUSE, entity: DE01, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: true}
                %s
                products:
                %s
                connections:
                  - {code: amazon-de, adapter: amazon, entity: DE01, zone: Europe/Berlin, settings: {sellerId: A1NORDLICHT, marketplaceIds: [A1PA6795UKMFR9]}}
                  - {code: shop, adapter: shopify, entity: DE01, zone: Europe/Berlin, settings: {domain: nordlicht.example}, secrets: {webhook: "%s"}}
                  - {code: tills, adapter: poslog, entity: DE01, zone: Europe/Berlin}
                  - {code: warehouse, adapter: warehouse, entity: DE01, zone: Europe/Berlin}
                  - {code: bank, adapter: camt, entity: DE01, zone: Europe/Berlin, settings: {iban: %s}}
                destinations:
                  - {code: erp, adapter: sandbox, entity: DE01, url: self, allowInternal: true, secret: "%s", events: ["*"]}
                mappings:
                  - {kind: tax-code, partner: amazon-de, validFrom: 2020-01-01, entries: {ItemTax: DE19}}
                  - {kind: tax-code, partner: tills, validFrom: 2020-01-01, entries: {VAT19: DE19}}
                """.formatted(stores, products, webhookSecret, Retailer.IBAN, sandboxKey);
    }

    /** The stock in the morning, as a body for {@code POST /api/v1/inventory/movements}. */
    String openingStock() {
        var places = new ArrayList<String>(Retailer.STORES);
        places.addFirst(Retailer.WAREHOUSE);
        var morning = day.atTime(LocalTime.of(5, 0)).atZone(ZONE).toInstant();
        var movements = retailer.articles.stream()
                .flatMap(article -> places.stream().map(place -> """
                                {"sku":"%s","location":"%s","bucket":"ON_HAND","quantity":%d,"reason":"OPENING","occurredAt":"%s","line":"%s/%s"}""".formatted(
                                article.sku(),
                                place,
                                place.equals(Retailer.WAREHOUSE) ? OPENING_STOCK : OPENING_STOCK / 8,
                                morning,
                                place,
                                article.sku())))
                .collect(Collectors.joining(",\n"));
        return "{\"externalId\":\"opening\",\"movements\":[" + movements + "]}";
    }

    /** Orders of both channels, as they come in during the day. */
    List<DemoFile> orders() {
        var files = new ArrayList<DemoFile>();
        var fromAmazon = amazon.orderFiles();
        var fromShop = shop.orderFiles();
        IntStream.range(0, Math.max(fromAmazon.size(), fromShop.size())).forEach(index -> {
            if (index < fromAmazon.size()) {
                files.add(fromAmazon.get(index));
            }
            if (index < fromShop.size()) {
                files.add(fromShop.get(index));
            }
        });
        return files;
    }

    /** The stores' day. */
    List<DemoFile> tills() {
        return new TillFiles(
                        retailer, day.atTime(LocalTime.of(9, 0)).atZone(ZONE).toInstant(), day)
                .files(RECEIPTS_PER_STORE);
    }

    /** What the warehouse sent out: nearly all that was ordered, and the order with the unmapped tax. */
    List<DemoFile> shipments() {
        var files = new ArrayList<DemoFile>();
        amazon.orders.stream()
                .limit(AMAZON_ORDERS - 12L)
                .forEach(order -> files.add(ShipmentFiles.shipment(
                        Retailer.AMAZON, order.id(), order.lines(), order.at().plusSeconds(7_200))));
        shop.orders.stream()
                .filter(order -> order.name() < 1_001 + SHOP_ORDERS - 8 || order.name() == 9_002)
                .forEach(order -> files.add(ShipmentFiles.shipment(
                        Retailer.SHOP,
                        ShopFiles.externalId(order),
                        order.lines(),
                        order.at().plusSeconds(7_200))));
        return files;
    }

    /** The money: settlement report, payout, and the bank statement that has both. */
    List<DemoFile> money() {
        var evening = day.atTime(LocalTime.of(20, 0)).atZone(ZONE).toInstant();
        var settlement = amazon.settlement(AMAZON_SETTLED, "24110015", evening);
        var payout = shop.payout(SHOP_SETTLED, 77_120_045L, evening);
        var statement = BankFiles.statement(
                day.plusDays(1),
                List.of(
                        new BankFiles.Entry(
                                "NL0001", settlement.deposit(), "AMAZON PAYMENTS EUROPE", "24110015 AMAZON SETTLEMENT"),
                        new BankFiles.Entry("NL0002", payout.deposit(), "SHOPIFY INTERNATIONAL", "PAYOUT 77120045"),
                        new BankFiles.Entry(
                                "NL0003", new BigDecimal("-1250.00"), "HAFENIMMO VERWALTUNG", "Miete Lager November")));
        return List.of(settlement.file(), payout.file(), statement);
    }
}
