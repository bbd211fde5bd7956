package io.tieout.catalog.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Product;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Sku;
import io.tieout.platform.spi.ConfigSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The section {@code products}. The tax category is STANDARD and the unit EA where none is given. Pruning makes a product
 * inactive: orders and stock that name it stay explainable.
 */
@Component
class ProductsSection implements ConfigSection {

    private static final JsonNode SCHEMA = ConfigNodes.schema("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["sku","name"],
             "properties":{
              "sku":{"type":"string","minLength":1,"maxLength":64},
              "gtin":{"type":["string","null"],"pattern":"^[0-9]{8}([0-9]{4,6})?$"},
              "name":{"type":"string","minLength":1,"maxLength":500},
              "taxCategory":{"type":"string","minLength":1,"maxLength":32},
              "unit":{"type":"string","minLength":1,"maxLength":32},
              "active":{"type":"boolean"}}}}""");

    private final Catalog catalog;
    private final CatalogRows rows;

    ProductsSection(Catalog catalog, CatalogRows rows) {
        this.catalog = catalog;
        this.rows = rows;
    }

    @Override
    public String name() {
        return "products";
    }

    @Override
    public int order() {
        return 30;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var product : rows.products()) {
            var entry = section.addObject().put("sku", product.sku().value());
            if (product.gtin() != null) {
                entry.put("gtin", product.gtin());
            }
            entry.put("name", product.name())
                    .put("taxCategory", product.taxCategory())
                    .put("unit", product.unit())
                    .put("active", product.active());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var wanted = new LinkedHashMap<Sku, Product>();
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            ConfigNodes.at("/" + i, () -> {
                var product = product(entry);
                Rules.check(product);
                wanted.put(product.sku(), product);
            });
        }
        var before = catalog.products(wanted.keySet());
        var changes = new ArrayList<Change>();
        for (var product : catalog.save(wanted.values())) {
            changes.add(new Change(
                    before.containsKey(product.sku()) ? Change.Kind.CHANGED : Change.Kind.ADDED,
                    product.sku().value(),
                    product.name()));
        }
        if (prune) {
            changes.addAll(deactivateAllBut(wanted));
        }
        return changes;
    }

    private List<Change> deactivateAllBut(Map<Sku, Product> wanted) {
        var inactive = rows.products().stream()
                .filter(product -> product.active() && !wanted.containsKey(product.sku()))
                .map(product -> new Product(
                        product.sku(), product.gtin(), product.name(), product.taxCategory(), product.unit(), false))
                .toList();
        catalog.save(inactive);
        return inactive.stream()
                .map(product -> new Change(
                        Change.Kind.REMOVED, product.sku().value(), "inactive from now on; history keeps it"))
                .toList();
    }

    private static Product product(JsonNode entry) {
        var gtin = entry.path("gtin");
        return new Product(
                Sku.of(entry.path("sku").asString()),
                gtin.isString() ? gtin.asString() : null,
                entry.path("name").asString(),
                entry.path("taxCategory").asString("STANDARD"),
                entry.path("unit").asString("EA"),
                entry.path("active").asBoolean(true));
    }
}
