package io.tieout.channels.feeds;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What a channel calls our products: by a mapping in force, by the newest alias, or as we do. */
@Component
class PartnerSkus {

    private final Mappings mappings;
    private final Catalog catalog;

    PartnerSkus(Mappings mappings, Catalog catalog) {
        this.mappings = mappings;
        this.catalog = catalog;
    }

    Map<Sku, String> of(Connection connection, Collection<Sku> skus, LocalDate on) {
        var mapped = new HashMap<String, String>();
        mappings.inForce(MappingKind.SKU, connection.code().value(), on)
                .forEach((code, meant) ->
                        mapped.merge(meant.value(), code, (one, other) -> one.compareTo(other) <= 0 ? one : other));
        var codes = new HashMap<Sku, String>();
        for (var sku : skus) {
            var code = mapped.get(sku.value());
            codes.put(
                    sku,
                    code == null ? catalog.aliasOf(connection.code(), sku, on).orElse(sku.value()) : code);
        }
        return codes;
    }
}
