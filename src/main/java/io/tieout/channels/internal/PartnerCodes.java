package io.tieout.channels.internal;

import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.stereotype.Component;

/** Turns partners' codes into ours where a mapping says so; a code without a mapping is taken to be ours, and refused later if it is not. */
@Component
public class PartnerCodes {

    private final Mappings mappings;

    PartnerCodes(Mappings mappings) {
        this.mappings = mappings;
    }

    /** @throws IllegalArgumentException where the code can be no SKU at all */
    public Sku sku(Connection connection, String code, Instant at) {
        return Sku.of(resolve(MappingKind.SKU, connection, code, at));
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
