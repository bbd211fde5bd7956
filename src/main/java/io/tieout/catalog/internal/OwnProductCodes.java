package io.tieout.catalog.internal;

import io.tieout.mapping.MappingKind;
import io.tieout.mapping.spi.OwnCodes;
import java.util.Set;
import org.springframework.stereotype.Component;

/** SKUs and GTINs of products. */
@Component
class OwnProductCodes implements OwnCodes {

    private final CatalogRows rows;

    OwnProductCodes(CatalogRows rows) {
        this.rows = rows;
    }

    @Override
    public MappingKind kind() {
        return MappingKind.SKU;
    }

    @Override
    public Set<String> among(Set<String> codes) {
        return rows.productCodes(codes);
    }
}
