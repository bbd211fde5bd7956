package io.tieout.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.platform.spi.ConfigSection;
import io.tieout.testing.IntegrationTest;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

@IntegrationTest
class CatalogTests {

    private static final Actor BY = Actor.user("tester");

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<ConfigSection> sections;

    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void aChangeByAnotherNodeIsSeenWithinASecond() {
        var sku = product("CAT-1", "Before");
        assertThat(catalog.product(sku).orElseThrow().name()).isEqualTo("Before");

        jdbc.sql("""
                        with changed as (update catalog.product set name = 'After' where sku = 'CAT-1')
                        update catalog.revision set number = number + 1""").update();

        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(catalog.product(sku).orElseThrow().name()).isEqualTo("After"));
    }

    @Test
    void aChangeThatIsRolledBackIsNeverSeenByOthers() {
        var sku = product("CAT-2", "Kept");
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            product("CAT-2", "Rolled back");
            assertThat(catalog.product(sku).orElseThrow().name()).isEqualTo("Rolled back");
            status.setRollbackOnly();
        });

        assertThat(catalog.product(sku).orElseThrow().name()).isEqualTo("Kept");
    }

    @Test
    void onlyThoseThatExistAreFound() {
        var sku = product("CAT-3", "There");

        assertThat(catalog.products(List.of(sku, Sku.of("CAT-none")))).containsOnlyKeys(sku);
        assertThat(catalog.products("cat-3", 10, null).items())
                .extracting(Product::sku)
                .containsExactly(sku);
    }

    @Test
    void aWrongCheckDigitIsRefused() {
        assertThatThrownBy(() ->
                        catalog.save(new Product(Sku.of("CAT-4"), "4006381333932", "Pen", "STANDARD", "EA", true)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(CatalogProblem.GTIN_INVALID));
        catalog.save(new Product(Sku.of("CAT-4"), "4006381333931", "Pen", "STANDARD", "EA", true));
    }

    @Test
    void theConfigurationFileOfTheContractIsTaken() {
        apply("entities", "[{code: CATDE, name: Example, country: DE, currency: EUR, zone: Europe/Berlin}]");
        apply("locations", """
                [{code: CATW, type: WAREHOUSE, entity: CATDE, region: EU},
                 {code: CATS, type: STORE, entity: CATDE, region: EU, country: DE, zone: Europe/Berlin, stockAuthority: HUB}]""");
        var products = apply("products", "[{sku: CAT-5, gtin: '4006381333931', name: Pen}]");

        assertThat(products).containsExactly(new ConfigSection.Change(ConfigSection.Change.Kind.ADDED, "CAT-5", "Pen"));
        assertThat(catalog.location(LocationCode.of("CATW")))
                .contains(new Location(
                        LocationCode.of("CATW"),
                        Location.Type.WAREHOUSE,
                        EntityCode.of("CATDE"),
                        "EU",
                        "DE",
                        ZoneId.of("Europe/Berlin"),
                        Location.StockAuthority.HUB,
                        true));
        assertThat(catalog.location(LocationCode.of("CATS")).orElseThrow().fulfils())
                .isFalse();
        for (var name : List.of("entities", "locations", "products")) {
            assertThat(section(name).apply(section(name).read(), true, BY))
                    .as("what is read is what is there: " + name)
                    .isEmpty();
        }
        assertThatThrownBy(() -> catalog.remove(EntityCode.of("CATDE")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(CatalogProblem.ENTITY_IN_USE));
    }

    @Test
    void anUnknownEntityIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> apply("locations", "[{code: CATX, type: STORE, entity: NONE}]"))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.type()).isEqualTo(CatalogProblem.ENTITY_UNKNOWN);
                    assertThat(refused.places())
                            .extracting(ProblemException.Place::pointer)
                            .containsExactly("/0/entity");
                });
    }

    private Sku product(String sku, String name) {
        catalog.save(new Product(Sku.of(sku), null, name, "STANDARD", "EA", true));
        return Sku.of(sku);
    }

    private List<ConfigSection.Change> apply(String section, String yaml) {
        return section(section).apply(json(yaml), false, BY);
    }

    private ConfigSection section(String name) {
        return sections.stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode json(String yaml) {
        var value = new YAMLMapper().readValue(yaml, List.class);
        return JsonMapper.shared().valueToTree(Map.of("value", value)).path("value");
    }
}
