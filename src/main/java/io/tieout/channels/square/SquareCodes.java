package io.tieout.channels.square;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * What Square's codes mean. A variation is known by mapping, else by the SKU that the seller's catalogue gives it; goods that
 * were typed in at the till have the code {@link #CUSTOM}.
 */
@Component
class SquareCodes {

    static final String CUSTOM = "custom-amount";

    private final Mappings mappings;
    private final Catalog catalog;
    private final SquareRows rows;

    SquareCodes(Mappings mappings, Catalog catalog, SquareRows rows) {
        this.mappings = mappings;
        this.catalog = catalog;
        this.rows = rows;
    }

    Optional<LocationCode> location(Connection connection, String square, LocalDate on) {
        return switch (mappings.resolve(
                MappingKind.STORE, square, connection.code().value(), on)) {
            case Resolution.Mapped mapped -> Optional.of(LocationCode.of(mapped.value()));
            case Resolution.Unmapped _ ->
                new SquareSettings(connection).ourLocation(square).or(() -> own(square));
        };
    }

    private Optional<LocationCode> own(String code) {
        try {
            return catalog.location(LocationCode.of(code)).map(location -> location.code());
        } catch (IllegalArgumentException noCode) {
            return Optional.empty();
        }
    }

    String locationKey(Connection connection, String square) {
        return Mappings.waitKey(MappingKind.STORE, connection.code().value(), square);
    }

    /** Empty where there is no such product (yet). */
    Optional<Sku> sku(Connection connection, String variation, LocalDate on) {
        return mapped(connection, variation, on)
                .or(() -> rows.sku(connection.code(), variation)
                        .flatMap(sku -> mapped(connection, sku, on).or(() -> Optional.of(sku))))
                .flatMap(this::product);
    }

    private Optional<String> mapped(Connection connection, String code, LocalDate on) {
        return mappings.resolve(MappingKind.SKU, code, connection.code().value(), on)
                        instanceof Resolution.Mapped mapped
                ? Optional.of(mapped.value())
                : Optional.empty();
    }

    private Optional<Sku> product(String code) {
        try {
            return catalog.product(Sku.of(code)).map(product -> product.sku());
        } catch (IllegalArgumentException noSku) {
            return Optional.empty();
        }
    }

    /** What a sale waits for whose product is not there: the product of the SKU, or a meaning of the variation. */
    String skuKey(Connection connection, String variation) {
        return Mappings.waitKey(
                MappingKind.SKU,
                connection.code().value(),
                rows.sku(connection.code(), variation).orElse(variation));
    }
}
