package io.tieout.channels.poslog;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What a till's codes mean, each looked up once per file. */
final class TillCodes {

    private static final int CANDIDATES_MAX = 10;
    private static final UUID OURS = new UUID(0, 0);

    private final Mappings mappings;
    private final Catalog catalog;
    private final Connection connection;
    private final Map<Code, Resolution> stores = new HashMap<>();
    private final Map<Code, Sku> skus = new HashMap<>();

    private record Code(String code, LocalDate on) {}

    TillCodes(Mappings mappings, Catalog catalog, Connection connection) {
        this.mappings = mappings;
        this.catalog = catalog;
        this.connection = connection;
    }

    /** The location by mapping; a number that is a location's own code needs none. */
    Resolution store(String code, LocalDate on) {
        return stores.computeIfAbsent(new Code(code, on), _ -> {
            var found =
                    mappings.resolve(MappingKind.STORE, code, connection.code().value(), on);
            var ours = found instanceof Resolution.Unmapped
                    && catalog.location(LocationCode.of(code)).isPresent();
            return ours ? new Resolution.Mapped(code, OURS, 0) : found;
        });
    }

    /** The product by mapping, by its own SKU, or by the GTIN that was scanned; else the code as it is, to be refused. */
    Sku sku(String item, LocalDate on) {
        return skus.computeIfAbsent(new Code(item, on), _ -> {
            var found =
                    mappings.resolve(MappingKind.SKU, item, connection.code().value(), on);
            if (found instanceof Resolution.Mapped mapped) {
                return Sku.of(mapped.value());
            }
            var sku = Sku.of(item);
            return catalog.product(sku).isPresent() ? sku : byGtin(item, sku);
        });
    }

    private Sku byGtin(String item, Sku otherwise) {
        return catalog.products(item, CANDIDATES_MAX, null).items().stream()
                .filter(product -> item.equals(product.gtin()))
                .findFirst()
                .map(product -> product.sku())
                .orElse(otherwise);
    }
}
