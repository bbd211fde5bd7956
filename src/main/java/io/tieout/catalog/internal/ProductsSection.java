package io.tieout.catalog.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Product;
import io.tieout.catalog.ProductStructures;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Sku;
import io.tieout.platform.spi.ConfigSection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
              "active":{"type":"boolean"},
            """ + StructureNodes.SCHEMA + "}}}");

    private final Catalog catalog;
    private final ProductStructures structures;
    private final CatalogRows rows;
    private final CatalogCache cache;

    ProductsSection(Catalog catalog, ProductStructures structures, CatalogRows rows, CatalogCache cache) {
        this.catalog = catalog;
        this.structures = structures;
        this.rows = rows;
        this.cache = cache;
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
        var structure = cache.structure();
        for (var product : rows.products()) {
            var entry = section.addObject().put("sku", product.sku().value());
            if (product.gtin() != null) {
                entry.put("gtin", product.gtin());
            }
            entry.put("name", product.name())
                    .put("taxCategory", product.taxCategory())
                    .put("unit", product.unit())
                    .put("active", product.active());
            if (product.hierarchy() != null) {
                entry.put("hierarchy", product.hierarchy());
            }
            if (!product.attributes().isEmpty()) {
                var attributes = entry.putObject("attributes");
                new TreeMap<>(product.attributes()).forEach(attributes::put);
            }
            StructureNodes.write(entry, product.sku(), structure);
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
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            ConfigNodes.at("/" + i, () -> structure(entry, by, prune).ifPresent(changes::add));
        }
        if (prune) {
            changes.addAll(deactivateAllBut(wanted));
        }
        return changes;
    }

    /** Bundles after all products, since they name each other. A part that is not stated is left alone. */
    private Optional<Change> structure(JsonNode entry, Actor by, boolean prune) {
        var sku = Sku.of(entry.path("sku").asString());
        var changed = new ArrayList<String>();
        if ((entry.has("components") || prune && !catalog.components(sku).isEmpty())
                && structures.saveBundle(sku, StructureNodes.components(entry), by)) {
            changed.add("components");
        }
        if ((entry.has("units") || prune && !catalog.units(sku).isEmpty())
                && structures.saveUnits(sku, StructureNodes.units(entry, sku), by)) {
            changed.add("units");
        }
        var aliases = StructureNodes.aliases(entry, sku);
        for (var alias : aliases) {
            if (structures.save(alias, by)) {
                changed.add("alias " + alias.code());
            }
        }
        if (prune) {
            for (var known : catalog.aliases(sku)) {
                if (!aliases.contains(known)) {
                    structures.remove(known, by);
                    changed.add("without alias " + known.code());
                }
            }
        }
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new Change(Change.Kind.CHANGED, sku.value(), String.join(", ", changed)));
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
                entry.path("active").asBoolean(true),
                entry.has("hierarchy") ? entry.path("hierarchy").asString() : null,
                attributes(entry.path("attributes")));
    }

    private static Map<String, String> attributes(JsonNode node) {
        var attributes = new TreeMap<String, String>();
        node.properties()
                .forEach(attribute ->
                        attributes.put(attribute.getKey(), attribute.getValue().asString()));
        return attributes;
    }
}
