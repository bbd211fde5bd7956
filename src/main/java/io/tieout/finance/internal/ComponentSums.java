package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up amounts of the same name, qualifier and dimensions; what is zero in the end is left out. */
final class ComponentSums {

    private record Key(String name, @Nullable String qualifier, Dimensions dimensions, String currency) {}

    private final Map<Key, Money> sums = new LinkedHashMap<>();

    ComponentSums add(String name, @Nullable String qualifier, Money amount, Dimensions dimensions) {
        sums.merge(
                new Key(name, qualifier, dimensions, amount.currency().getCurrencyCode()),
                amount.rounded(),
                Money::plus);
        return this;
    }

    /** A marketplace's tax is told apart, since it is never ours to pay. */
    ComponentSums taxes(List<PlaceOrder.Tax> taxes, String own, String facilitator, Dimensions dimensions) {
        for (var tax : taxes) {
            if (tax.facilitator()) {
                add(facilitator, null, tax.amount(), dimensions);
            } else {
                add(own, tax.code(), tax.amount(), dimensions);
            }
        }
        return this;
    }

    /** At least one: an event of zeros is an event all the same. */
    List<Component> components() {
        var components = new ArrayList<Component>();
        sums.forEach((key, sum) -> components.add(new Component(key.name(), key.qualifier(), sum, key.dimensions())));
        var amounts = components.stream()
                .filter(component -> !component.amount().isZero())
                .toList();
        return amounts.isEmpty() ? components.subList(0, 1) : amounts;
    }
}
