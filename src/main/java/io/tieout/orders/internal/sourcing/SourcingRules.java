package io.tieout.orders.internal.sourcing;

import io.tieout.catalog.Location;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sourcing policy in one version.
 *
 * @param version 0 is the built-in one
 * @param rules in the order in which they count
 * @param locationsMax from how many locations an order may be sent; 1 never splits
 * @param splitLines whether one line may come from several locations
 * @param noSplitBelow an order that is worth less is never split; null where the value does not matter
 * @param releasePartly whether what is there goes out at once while the rest waits for stock
 * @param storeAttemptsMax how many stores are asked before a person decides
 * @param storeAnswerWithin how long a store's own system may take to answer
 */
public record SourcingRules(
        int version,
        List<SourcingRule> rules,
        int locationsMax,
        boolean splitLines,
        @Nullable Money noSplitBelow,
        boolean releasePartly,
        int storeAttemptsMax,
        Duration storeAnswerWithin) {

    public SourcingRules {
        rules = List.copyOf(rules);
        if (locationsMax < 1 || storeAttemptsMax < 1 || !storeAnswerWithin.isPositive()) {
            throw new IllegalArgumentException("Limits are positive");
        }
    }

    /** Warehouses before third parties before stores; lines stay whole. */
    public static SourcingRules builtIn(int locationsMax) {
        return new SourcingRules(
                0,
                List.of(new SourcingRule.Types(List.of(
                        Location.Type.WAREHOUSE,
                        Location.Type.THIRD_PARTY,
                        Location.Type.STORE,
                        Location.Type.VIRTUAL))),
                locationsMax,
                false,
                null,
                false,
                3,
                Duration.ofMinutes(15));
    }

    public SourcingRules releasingPartly() {
        return new SourcingRules(
                version, rules, locationsMax, splitLines, noSplitBelow, true, storeAttemptsMax, storeAnswerWithin);
    }

    public SourcingRules releasingWhole() {
        return new SourcingRules(
                version, rules, locationsMax, splitLines, noSplitBelow, false, storeAttemptsMax, storeAnswerWithin);
    }

    /** What stores keep for their own customers. */
    Quantity keptInStores() {
        return rules.stream()
                .filter(SourcingRule.KeepInStores.class::isInstance)
                .map(rule -> ((SourcingRule.KeepInStores) rule).quantity())
                .findFirst()
                .orElse(Quantity.ZERO);
    }

    public boolean has(Class<? extends SourcingRule> kind) {
        return rules.stream().anyMatch(kind::isInstance);
    }
}
