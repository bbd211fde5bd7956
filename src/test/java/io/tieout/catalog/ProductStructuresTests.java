package io.tieout.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.platform.spi.ConfigSection;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@IntegrationTest
class ProductStructuresTests {

    private static final Actor BY = Actor.user("tester");
    private static final ConnectionCode SHOP = ConnectionCode.of("structure-shop");

    @Autowired
    Catalog catalog;

    @Autowired
    ProductStructures structures;

    @Autowired
    List<ConfigSection> sections;

    @Test
    void aBundleIsKnownByItsComponentsAndTheyByIt_R12() {
        var pen = product("STR-PEN", "EA");
        var pad = product("STR-PAD", "EA");
        var kit = product("STR-KIT", "EA");

        structures.saveBundle(kit, List.of(component(pen, 2, "1"), component(pad, 1, "3")), BY);

        assertThat(catalog.components(kit)).extracting(BundleComponent::sku).containsExactly(pen, pad);
        assertThat(catalog.bundlesOf(List.of(pad))).containsExactly(kit);
        assertThat(catalog.components(List.of(pen, kit))).containsOnlyKeys(kit);
        assertThat(BundleComponent.allocate(Money.of("9.99", "EUR"), catalog.components(kit)))
                .as("the price of the bundle is split once, to the cent, and nothing is lost")
                .containsExactly(Money.of("2.50", "EUR"), Money.of("7.49", "EUR"));
        assertThat(structures.saveBundle(kit, catalog.components(kit), BY))
                .as("what is already so is not written again")
                .isFalse();
    }

    @Test
    void aBundleCannotHoldABundle() {
        var inner = product("STR-INNER", "EA");
        var part = product("STR-PART", "EA");
        var outer = product("STR-OUTER", "EA");
        structures.saveBundle(inner, List.of(component(part, 1, null)), BY);

        refused(
                CatalogProblem.BUNDLE_NESTED,
                () -> structures.saveBundle(outer, List.of(component(inner, 1, null)), BY));
        refused(
                CatalogProblem.BUNDLE_NESTED,
                () -> structures.saveBundle(part, List.of(component(outer, 1, null)), BY));
        refused(
                CatalogProblem.PRODUCT_UNKNOWN,
                () -> structures.saveBundle(outer, List.of(component(Sku.of("STR-NONE"), 1, null)), BY));
        refused(
                CatalogProblem.VALUE_INVALID,
                () -> structures.saveBundle(outer, List.of(component(part, 1, null), component(part, 1, null)), BY));
        assertThat(catalog.components(outer)).isEmpty();
    }

    @Test
    void aUnitIsConvertedOnlyWhereTheConversionIsStated_R61() {
        var pen = product("STR-UNIT", "EA");
        structures.saveUnits(pen, List.of(new ProductUnit(pen, "CS", new BigDecimal("12.0"), null)), BY);

        assertThat(catalog.inStockUnit(pen, Quantity.of(2), "CS")).isEqualTo(Quantity.of(24));
        assertThat(catalog.inStockUnit(pen, Quantity.of(2), null)).isEqualTo(Quantity.of(2));
        assertThat(catalog.inStockUnit(pen, Quantity.of("0.5"), "CS")).isEqualTo(Quantity.of(6));
        refused(CatalogProblem.UNIT_UNKNOWN, () -> catalog.inStockUnit(pen, Quantity.of(2), "PK"));
        refused(CatalogProblem.UNIT_NOT_WHOLE, () -> catalog.inStockUnit(pen, Quantity.of("0.3"), "CS"));
        refused(CatalogProblem.UNIT_NOT_WHOLE, () -> catalog.inStockUnit(pen, Quantity.of("1.5"), "EA"));
        var cheese = product("STR-CHEESE", "KGM");
        assertThat(catalog.inStockUnit(cheese, Quantity.of("0.315"), "KGM")).isEqualTo(Quantity.of("0.315"));
    }

    @Test
    void aCodeMeansAnotherProductFromADayOn_R62() {
        var pen = product("STR-OLD", "EA");
        var other = product("STR-OTHER", "EA");
        var day = LocalDate.of(2026, 11, 20);
        structures.save(new SkuAlias("STR-NEW", SHOP, day, pen, "created anew in the shop"), BY);
        structures.save(new SkuAlias("STR-NEW", null, day.minusDays(9), other, null), BY);

        assertThat(catalog.alias(SHOP, "STR-NEW", day)).contains(pen);
        assertThat(catalog.alias(SHOP, "STR-NEW", day.minusDays(1))).contains(other);
        assertThat(catalog.alias(SHOP, "STR-NEW", day.minusDays(10))).isEmpty();
        assertThat(catalog.alias(ConnectionCode.of("structure-other"), "STR-NEW", day))
                .contains(other);
        assertThat(catalog.aliasOf(SHOP, pen, day)).contains("STR-NEW");
        assertThat(catalog.aliasOf(SHOP, other, day))
                .as("the shop's own alias took the code over")
                .isEmpty();
    }

    @Test
    void theConfigurationFileHoldsTheWholeStructure() {
        var text = """
                [{sku: STR-C1, name: Pen, hierarchy: Stationery/Pens, attributes: {brand: Example, colour: blue},
                  units: [{unit: CS, contains: 12}], aliases: [{code: STR-C1-OLD, connection: structure-shop, validFrom: 2026-01-01}]},
                 {sku: STR-C2, name: Set, components: [{sku: STR-C1, quantity: 3}]}]""";

        assertThat(apply(text)).hasSize(4);
        assertThat(apply(text)).isEmpty();
        assertThat(catalog.product(Sku.of("STR-C1")).orElseThrow().hierarchy()).isEqualTo("Stationery/Pens");
        assertThat(catalog.components(Sku.of("STR-C2"))).containsExactly(component(Sku.of("STR-C1"), 3, null));
        apply("[{sku: STR-C1, name: Pen, attributes: {colour: ''}}]");
        assertThat(catalog.product(Sku.of("STR-C1")).orElseThrow())
                .as("what is not stated stays")
                .isEqualTo(new Product(
                        Sku.of("STR-C1"),
                        null,
                        "Pen",
                        "STANDARD",
                        "EA",
                        true,
                        "Stationery/Pens",
                        Map.of("brand", "Example")));
    }

    private List<ConfigSection.Change> apply(String yaml) {
        var value = new YAMLMapper().readValue(yaml, List.class);
        JsonNode json = JsonMapper.shared().valueToTree(Map.of("value", value)).path("value");
        return sections.stream()
                .filter(section -> section.name().equals("products"))
                .findFirst()
                .orElseThrow()
                .apply(json, false, BY);
    }

    private static void refused(ProblemType type, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(type));
    }

    private static BundleComponent component(Sku sku, long quantity, String share) {
        return new BundleComponent(sku, Quantity.of(quantity), share == null ? null : new BigDecimal(share));
    }

    private Sku product(String sku, String unit) {
        catalog.save(new Product(Sku.of(sku), null, "Product " + sku, "STANDARD", unit, true));
        return Sku.of(sku);
    }
}
