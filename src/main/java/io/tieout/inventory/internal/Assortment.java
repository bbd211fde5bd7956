package io.tieout.inventory.internal;

import io.tieout.inventory.ReserveStock;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Bundles, as stock sees them: they have none of their own, and are their components wherever they come or go. */
@Component
class Assortment {

    private final Components components;

    Assortment(Components components) {
        this.components = components;
    }

    Request request(ReserveStock asked) {
        var bundles = of(asked.lines(), ReserveStock.Line::sku);
        var lines = new ArrayList<WantedLine>();
        for (var line : asked.lines()) {
            var parts = bundles.get(line.sku());
            if (parts == null) {
                lines.add(WantedLine.of(line));
            } else {
                parts.forEach((component, each) -> lines.add(WantedLine.component(line, component, each)));
            }
        }
        return new Request(asked, lines);
    }

    /** Movements of bundles as movements of their components, under the same source and a line of their own. */
    List<StockMovement> apart(List<StockMovement> movements) {
        var bundles = of(movements, StockMovement::sku);
        if (bundles.isEmpty()) {
            return movements;
        }
        var apart = new ArrayList<StockMovement>();
        for (var movement : movements) {
            var parts = bundles.get(movement.sku());
            if (parts == null) {
                apart.add(movement);
            } else {
                parts.forEach((component, each) -> apart.add(new StockMovement(
                        component,
                        movement.location(),
                        movement.bucket(),
                        new Quantity(movement.quantity().value().multiply(each.value())),
                        movement.reason(),
                        movement.occurredAt(),
                        movement.sourceKey(),
                        WantedLine.componentReference(movement.sourceLine(), component),
                        movement.message())));
            }
        }
        return apart;
    }

    /** The bundles among the SKUs, with how many of each component one of them has. */
    Map<Sku, Map<Sku, Quantity>> bundles(Collection<Sku> skus) {
        return components.of(skus);
    }

    /**
     * How many whole bundles can be made at each location where all components are.
     *
     * @param available of the components, by SKU
     */
    static Map<LocationCode, Quantity> whole(
            Map<Sku, Quantity> parts, Map<Sku, Map<LocationCode, Quantity>> available) {
        Set<LocationCode> places = available
                .getOrDefault(parts.keySet().iterator().next(), Map.of())
                .keySet();
        var whole = new HashMap<LocationCode, Quantity>();
        for (var place : places) {
            parts.entrySet().stream()
                    .map(part -> available
                            .getOrDefault(part.getKey(), Map.of())
                            .getOrDefault(place, Quantity.ZERO)
                            .value()
                            .divide(part.getValue().value(), 0, RoundingMode.FLOOR))
                    .min(BigDecimal::compareTo)
                    .ifPresent(count -> whole.put(place, new Quantity(count)));
        }
        return whole;
    }

    private <T> Map<Sku, Map<Sku, Quantity>> of(List<T> items, Function<T, Sku> sku) {
        return components.of(items.stream().map(sku).collect(Collectors.toSet()));
    }
}
