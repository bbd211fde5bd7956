package io.tieout.channels.internal;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/**
 * Turns partners' codes into ours where a mapping or, of products, an alias says so; another code is taken to be ours, and
 * refused later if it is not.
 */
@Component
public class PartnerCodes {

    private final Mappings mappings;
    private final Catalog catalog;

    PartnerCodes(Mappings mappings, Catalog catalog) {
        this.mappings = mappings;
        this.catalog = catalog;
    }

    /** @throws IllegalArgumentException where the code can be no SKU at all */
    public Sku sku(Connection connection, String code, Instant at) {
        var meant = resolve(MappingKind.SKU, connection, code, at);
        return catalog.alias(connection.code(), meant, LocalDate.ofInstant(at, connection.zone()))
                .orElseGet(() -> Sku.of(meant));
    }

    /** @throws IllegalArgumentException where the code can be no location at all */
    public LocationCode location(Connection connection, String code, Instant at) {
        return LocationCode.of(resolve(MappingKind.STORE, connection, code, at));
    }

    private String resolve(MappingKind kind, Connection connection, String code, Instant at) {
        var on = LocalDate.ofInstant(at, connection.zone());
        return switch (mappings.resolve(kind, code, connection.code().value(), on)) {
            case Resolution.Mapped mapped -> mapped.value();
            case Resolution.Unmapped _ -> code;
        };
    }
}
