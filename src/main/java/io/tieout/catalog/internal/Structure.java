package io.tieout.catalog.internal;

import io.tieout.catalog.BundleComponent;
import io.tieout.catalog.ProductUnit;
import io.tieout.catalog.SkuAlias;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Sku;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What products are made of, in what units they come and what partners call them, indexed for looking up. */
public final class Structure {

    private record Code(@Nullable ConnectionCode connection, String code) {}

    private final Map<Sku, List<BundleComponent>> bundles = new HashMap<>();
    private final Map<Sku, Set<Sku>> bundlesByComponent = new HashMap<>();
    private final Map<Sku, List<ProductUnit>> units = new HashMap<>();
    private final Map<Code, NavigableMap<LocalDate, SkuAlias>> aliases = new HashMap<>();
    private final Map<Sku, List<SkuAlias>> aliasesBySku = new HashMap<>();

    Structure(Map<Sku, List<BundleComponent>> bundles, List<ProductUnit> units, List<SkuAlias> aliases) {
        bundles.forEach((bundle, components) -> {
            this.bundles.put(bundle, List.copyOf(components));
            components.forEach(component -> bundlesByComponent
                    .computeIfAbsent(component.sku(), _ -> new HashSet<>())
                    .add(bundle));
        });
        units.forEach(unit ->
                this.units.computeIfAbsent(unit.sku(), _ -> new ArrayList<>()).add(unit));
        aliases.forEach(alias -> {
            this.aliases
                    .computeIfAbsent(new Code(alias.connection(), alias.code()), _ -> new TreeMap<>())
                    .put(alias.validFrom(), alias);
            aliasesBySku.computeIfAbsent(alias.sku(), _ -> new ArrayList<>()).add(alias);
        });
    }

    public List<BundleComponent> components(Sku bundle) {
        return bundles.getOrDefault(bundle, List.of());
    }

    public Map<Sku, List<BundleComponent>> bundles() {
        return bundles;
    }

    public Set<Sku> bundlesOf(Collection<Sku> components) {
        var found = new HashSet<Sku>();
        components.forEach(component -> found.addAll(bundlesByComponent.getOrDefault(component, Set.of())));
        return found;
    }

    public List<ProductUnit> units(Sku sku) {
        return List.copyOf(units.getOrDefault(sku, List.of()));
    }

    /** What the code means on the day: the connection's own alias first, then one of all connections. */
    public Optional<Sku> alias(ConnectionCode connection, String code, LocalDate on) {
        return at(connection, code, on).or(() -> at(null, code, on)).map(SkuAlias::sku);
    }

    /** The code by which the connection knows the SKU on the day: its newest alias that still means this SKU. */
    public Optional<String> codeAt(ConnectionCode connection, Sku sku, LocalDate on) {
        return aliasesBySku.getOrDefault(sku, List.of()).stream()
                .filter(alias ->
                        alias.connection() == null || alias.connection().equals(connection))
                .filter(alias -> !alias.validFrom().isAfter(on))
                .filter(alias -> alias(connection, alias.code(), on).equals(Optional.of(sku)))
                .max(Comparator.comparing((SkuAlias alias) -> alias.connection() != null)
                        .thenComparing(SkuAlias::validFrom)
                        .thenComparing(SkuAlias::code))
                .map(SkuAlias::code);
    }

    public List<SkuAlias> aliases(Sku sku) {
        return List.copyOf(aliasesBySku.getOrDefault(sku, List.of()));
    }

    private Optional<SkuAlias> at(@Nullable ConnectionCode connection, String code, LocalDate on) {
        var byDay = aliases.get(new Code(connection, code));
        var entry = byDay == null ? null : byDay.floorEntry(on);
        return entry == null ? Optional.empty() : Optional.of(entry.getValue());
    }
}
