package io.tieout.channels.till;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Product;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a till's codes mean, each looked up once per file. */
public final class TillCodes {

    private static final int CANDIDATES_MAX = 10;
    private static final UUID OURS = new UUID(0, 0);

    private final Mappings mappings;
    private final Catalog catalog;
    private final Connection connection;
    private final Map<Code, Resolution> stores = new HashMap<>();
    private final Map<Code, Optional<Sku>> skus = new HashMap<>();

    private record Code(String code, LocalDate on) {}

    public TillCodes(Mappings mappings, Catalog catalog, Connection connection) {
        this.mappings = mappings;
        this.catalog = catalog;
        this.connection = connection;
    }

    /** The location by mapping; a number that is a location's own code needs none. */
    public Resolution store(String code, LocalDate on) {
        return stores.computeIfAbsent(new Code(code, on), _ -> {
            var found =
                    mappings.resolve(MappingKind.STORE, code, connection.code().value(), on);
            return found instanceof Resolution.Unmapped && isLocation(code)
                    ? new Resolution.Mapped(code, OURS, 0)
                    : found;
        });
    }

    private boolean isLocation(String code) {
        try {
            return catalog.location(LocationCode.of(code)).isPresent();
        } catch (IllegalArgumentException noCode) {
            return false;
        }
    }

    /** The product by mapping, by an alias, by its own SKU, or by the GTIN that was scanned; empty where there is none such yet. */
    public Optional<Sku> sku(String item, LocalDate on) {
        return skus.computeIfAbsent(new Code(item, on), _ -> {
            var code = meant(item, on);
            return catalog.alias(connection.code(), code, on)
                    .or(() -> product(code))
                    .or(() -> byGtin(code));
        });
    }

    /** What a receipt waits for whose product is not there: a mapping of the code, or the product. */
    public String awaited(String item, LocalDate on) {
        return Mappings.waitKey(MappingKind.SKU, connection.code().value(), meant(item, on));
    }

    private String meant(String item, LocalDate on) {
        return mappings.resolve(MappingKind.SKU, item, connection.code().value(), on)
                        instanceof Resolution.Mapped mapped
                ? mapped.value()
                : item;
    }

    private Optional<Sku> product(String code) {
        try {
            var sku = Sku.of(code);
            return catalog.product(sku).map(_ -> sku);
        } catch (IllegalArgumentException noSku) {
            return Optional.empty();
        }
    }

    private Optional<Sku> byGtin(String item) {
        return catalog.products(item, CANDIDATES_MAX, null).items().stream()
                .filter(product -> item.equals(product.gtin()))
                .findFirst()
                .map(Product::sku);
    }
}
