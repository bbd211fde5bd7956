package io.tieout.channels.shopify;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the shop's numbers of locations mean: by mapping of kind store, or because the number is a location's own code. */
@Component
class ShopifyLocations {

    private final Mappings mappings;
    private final Catalog catalog;

    ShopifyLocations(Mappings mappings, Catalog catalog) {
        this.mappings = mappings;
        this.catalog = catalog;
    }

    Optional<LocationCode> find(Connection connection, String shopLocation, Instant at) {
        var on = LocalDate.ofInstant(at, connection.zone());
        return switch (mappings.resolve(
                MappingKind.STORE, shopLocation, connection.code().value(), on)) {
            case Resolution.Mapped mapped -> Optional.of(LocationCode.of(mapped.value()));
            case Resolution.Unmapped _ -> own(shopLocation);
        };
    }

    String waitKey(Connection connection, String shopLocation) {
        return Mappings.waitKey(MappingKind.STORE, connection.code().value(), shopLocation);
    }

    private Optional<LocationCode> own(String code) {
        try {
            return catalog.location(LocationCode.of(code)).map(location -> location.code());
        } catch (IllegalArgumentException noCode) {
            return Optional.empty();
        }
    }
}
