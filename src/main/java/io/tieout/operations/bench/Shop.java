package io.tieout.operations.bench;

import io.tieout.access.HubConfig;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.Actor;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** The retailer that the benches are about: one entity, one warehouse, a web shop, a marketplace. */
@Component
class Shop {

    static final String ENTITY = "DE01";
    static final String WAREHOUSE = "WH1";
    static final String CONNECTION = "shop";
    static final String MARKETPLACE = "amazon-de";
    static final String SIGNING_SECRET = "bench-shop-signing-secret";
    private static final Actor BENCH = Actor.system("bench");
    private static final int MOVEMENTS_AT_ONCE = 1_000;

    private final HubConfig config;
    private final Inventory inventory;
    private final Clock clock;

    Shop(HubConfig config, Inventory inventory, Clock clock) {
        this.config = config;
        this.inventory = inventory;
        this.clock = clock;
    }

    static String sku(int number) {
        return "B-%05d".formatted(number);
    }

    void open(int products) {
        apply("""
                entities:
                  - {code: DE01, name: Bench Retail GmbH, country: DE, currency: EUR, zone: Europe/Berlin}
                locations:
                  - {code: WH1, type: WAREHOUSE, entity: DE01, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB, fulfils: true}
                products:
                %s
                connections:
                  - {code: amazon-de, adapter: amazon, entity: DE01, zone: Europe/Berlin, settings: {sellerId: A1BENCH, marketplaceIds: [A1PA6795UKMFR9]}}
                  - {code: shop, adapter: shopify, entity: DE01, zone: Europe/Berlin, settings: {domain: bench.example}, secrets: {webhook: "%s"}}
                """.formatted(
                        IntStream.range(0, products)
                                .mapToObj(number -> "  - {sku: %s, name: Article %d, taxCategory: STANDARD, unit: EA}"
                                        .formatted(sku(number), number))
                                .collect(Collectors.joining("\n")),
                        SIGNING_SECRET));
    }

    void apply(String yaml) {
        config.apply(yaml.getBytes(StandardCharsets.UTF_8), HubConfig.Format.YAML, false, false, BENCH);
    }

    /** So many units of each of these products, once. */
    void stock(int first, int end, long units) {
        var now = clock.instant().minusSeconds(3600);
        for (var from = first; from < end; from += MOVEMENTS_AT_ONCE) {
            inventory.move(IntStream.range(from, Math.min(end, from + MOVEMENTS_AT_ONCE))
                    .mapToObj(number -> new StockMovement(
                            Sku.of(sku(number)),
                            LocationCode.of(WAREHOUSE),
                            StockMovement.Bucket.ON_HAND,
                            Quantity.of(units),
                            StockMovement.Reason.OPENING,
                            now,
                            "opening",
                            sku(number),
                            null))
                    .toList());
        }
    }
}
