package io.tieout.orders.internal.sourcing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Location;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.internal.sourcing.SourcingRequest.Need;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SourcingPolicyTests {

    private static final Location WAREHOUSE_1 = location("WH1", Location.Type.WAREHOUSE, false);
    private static final Location WAREHOUSE_2 = location("WH2", Location.Type.WAREHOUSE, false);
    private static final Location STORE = location("A-STORE", Location.Type.STORE, true);
    private static final Location SHOP_FLOOR = location("A-FLOOR", Location.Type.STORE, false);

    @Test
    void aWarehouseComesBeforeAStoreThatFulfils() {
        var plan = decide(null, 3, List.of(need("1", "A", 2)), stock("A", Map.of("A-STORE", 9, "WH2", 2)));

        assertThat(plan).isInstanceOfSatisfying(SourcingPlan.Sourced.class, sourced -> {
            assertThat(places(sourced)).containsEntry("1", LocationCode.of("WH2"));
            assertThat(sourced.explanation()).contains("WH2 has everything");
        });
    }

    @Test
    void oneLocationIsPreferredToTwo() {
        var stock = stock("A", Map.of("WH1", 5, "A-STORE", 5));
        stock.putAll(stock("B", Map.of("A-STORE", 5)));

        var plan = decide(null, 3, List.of(need("1", "A", 1), need("2", "B", 1)), stock);

        assertThat(plan)
                .isInstanceOfSatisfying(
                        SourcingPlan.Sourced.class,
                        sourced -> assertThat(places(sourced).values()).containsOnly(LocationCode.of("A-STORE")));
    }

    @Test
    void anOrderIsSplitWhereNoLocationHasEverything() {
        var stock = stock("A", Map.of("WH1", 5));
        stock.putAll(stock("B", Map.of("WH2", 5)));

        var plan = decide(null, 2, List.of(need("1", "A", 1), need("2", "B", 1)), stock);

        assertThat(plan)
                .isInstanceOfSatisfying(
                        SourcingPlan.Sourced.class,
                        sourced -> assertThat(places(sourced))
                                .containsEntry("1", LocationCode.of("WH1"))
                                .containsEntry("2", LocationCode.of("WH2")));
    }

    @Test
    void moreLocationsThanAllowedAreNotUsed() {
        var stock = stock("A", Map.of("WH1", 5));
        stock.putAll(stock("B", Map.of("WH2", 5)));

        var plan = decide(null, 1, List.of(need("1", "A", 1), need("2", "B", 1)), stock);

        assertThat(plan).isInstanceOf(SourcingPlan.NotSourceable.class);
    }

    @Test
    void twoLinesOfOneSkuShareTheStock_R41() {
        var plan =
                decide(null, 3, List.of(need("1", "A", 2), need("2", "A", 2)), stock("A", Map.of("WH1", 3, "WH2", 2)));

        assertThat(plan)
                .isInstanceOfSatisfying(
                        SourcingPlan.Sourced.class,
                        sourced -> assertThat(places(sourced))
                                .containsEntry("1", LocationCode.of("WH1"))
                                .containsEntry("2", LocationCode.of("WH2")));
    }

    @Test
    void theRequestedLocationIsTheOnlyOneLookedAt() {
        var plan =
                decide(LocationCode.of("WH1"), 3, List.of(need("1", "A", 2)), stock("A", Map.of("WH1", 1, "WH2", 9)));

        assertThat(plan)
                .isInstanceOfSatisfying(
                        SourcingPlan.Short.class,
                        missing -> assertThat(missing.explanation()).contains("WH1 was asked for"));
    }

    @Test
    void aStoreThatDoesNotFulfilIsNeverUsed() {
        var plan = decide(null, 3, List.of(need("1", "A", 1)), stock("A", Map.of("A-FLOOR", 9)));

        assertThat(plan).isInstanceOf(SourcingPlan.Short.class);
    }

    @Test
    void withoutAnyLocationOfTheEntityNothingIsSourceable() {
        var plan = SourcingPolicy.decide(
                request("OTHER", null, List.of(need("1", "A", 1)), Map.of(), SourcingRules.builtIn(3)));

        assertThat(plan).isInstanceOf(SourcingPlan.NotSourceable.class);
    }

    private static SourcingPlan decide(
            @Nullable LocationCode requested,
            int locationsMax,
            List<Need> needs,
            Map<Sku, Map<LocationCode, Quantity>> stock) {
        return SourcingPolicy.decide(request("E1", requested, needs, stock, SourcingRules.builtIn(locationsMax)));
    }

    private static SourcingRequest request(
            String entity,
            @Nullable LocationCode requested,
            List<Need> needs,
            Map<Sku, Map<LocationCode, Quantity>> stock,
            SourcingRules rules) {
        return new SourcingRequest(
                EntityCode.of(entity),
                Money.of("10.00", "EUR"),
                needs,
                requested,
                null,
                List.of(STORE, SHOP_FLOOR, WAREHOUSE_2, WAREHOUSE_1),
                stock,
                Map.of(),
                Set.of(),
                Map.of(),
                Map.of(),
                Instant.parse("2026-11-24T12:00:00Z"),
                rules);
    }

    @Test
    void aLineIsSplitOnlyWhereThePolicySaysSo() {
        var stock = stock("A", Map.of("WH1", 3, "WH2", 2));
        var needs = List.of(need("1", "A", 5));

        assertThat(decide(null, 3, needs, stock)).isInstanceOf(SourcingPlan.Short.class);
        assertThat(SourcingPolicy.decide(request("E1", null, needs, stock, rules(true, false))))
                .isInstanceOfSatisfying(
                        SourcingPlan.Sourced.class,
                        sourced -> assertThat(sourced.parts())
                                .containsExactly(
                                        new SourcingPlan.Part("1", LocationCode.of("WH1"), Quantity.of(3)),
                                        new SourcingPlan.Part("1", LocationCode.of("WH2"), Quantity.of(2))));
    }

    @Test
    void aPartGoesWhereThePolicyLetsIt() {
        var stock = stock("A", Map.of("WH1", 3, "WH2", 2));

        var plan = SourcingPolicy.decide(request("E1", null, List.of(need("1", "A", 5)), stock, rules(false, true)));

        assertThat(plan).isInstanceOfSatisfying(SourcingPlan.Sourced.class, sourced -> {
            assertThat(sourced.complete()).isFalse();
            assertThat(sourced.parts())
                    .containsExactly(new SourcingPlan.Part("1", LocationCode.of("WH1"), Quantity.of(3)));
        });
    }

    @Test
    void threeHundredStoresMakeNoLongExplanation() {
        var plan = decide(null, 3, List.of(need("1", "A", 2)), stock("A", Map.of("WH1", 9)));

        assertThat(plan.others()).hasSizeLessThan(5).anySatisfy(verdict -> {
            assertThat(verdict.why()).isEqualTo("does not fulfil online orders");
            assertThat(verdict.locations()).containsExactly(LocationCode.of("A-FLOOR"));
        });
    }

    private static SourcingRules rules(boolean splitLines, boolean releasePartly) {
        return new SourcingRules(7, List.of(), 3, splitLines, null, releasePartly, 3, Duration.ofMinutes(5));
    }

    private static Map<String, LocationCode> places(SourcingPlan.Sourced sourced) {
        return sourced.parts().stream()
                .collect(Collectors.toMap(SourcingPlan.Part::reference, SourcingPlan.Part::location));
    }

    private static Need need(String reference, String sku, long quantity) {
        return new Need(reference, Sku.of(sku), Quantity.of(quantity));
    }

    private static Map<Sku, Map<LocationCode, Quantity>> stock(String sku, Map<String, Integer> quantities) {
        var byLocation = new HashMap<LocationCode, Quantity>();
        quantities.forEach(
                (location, quantity) -> byLocation.put(LocationCode.of(location), Quantity.of((long) quantity)));
        var stock = new HashMap<Sku, Map<LocationCode, Quantity>>();
        stock.put(Sku.of(sku), byLocation);
        return stock;
    }

    private static Location location(String code, Location.Type type, boolean fulfils) {
        return new Location(
                LocationCode.of(code),
                type,
                EntityCode.of("E1"),
                "EU",
                "DE",
                ZoneId.of("Europe/Berlin"),
                Location.StockAuthority.HUB,
                fulfils);
    }
}
