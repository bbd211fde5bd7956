package io.tieout.catalog.internal;

import io.tieout.mapping.MappingKind;
import io.tieout.mapping.spi.OwnCodes;
import java.util.HashSet;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Codes of locations, stores among them. */
@Component
class OwnLocationCodes implements OwnCodes {

    private final CatalogCache cache;

    OwnLocationCodes(CatalogCache cache) {
        this.cache = cache;
    }

    @Override
    public MappingKind kind() {
        return MappingKind.STORE;
    }

    @Override
    public Set<String> among(Set<String> codes) {
        var ours = new HashSet<String>();
        for (var location : cache.locations().keySet()) {
            if (codes.contains(location.value())) {
                ours.add(location.value());
            }
        }
        return ours;
    }
}
