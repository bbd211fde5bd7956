package io.tieout.catalog.internal;

import io.tieout.catalog.BundleComponent;
import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.ProductUnit;
import io.tieout.catalog.SkuAlias;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Bundles, units and aliases as they stand at a product in the configuration file. */
final class StructureNodes {

    static final String SCHEMA = """
              "hierarchy":{"type":"string","maxLength":500},
              "attributes":{"type":"object","additionalProperties":{"type":"string","maxLength":4000}},
              "components":{"type":"array","maxItems":200,"items":{"type":"object","additionalProperties":false,
               "required":["sku"],"properties":{
                "sku":{"type":"string","minLength":1,"maxLength":64},
                "quantity":{"type":["number","string"]},
                "priceShare":{"type":["number","string"]}}}},
              "units":{"type":"array","maxItems":50,"items":{"type":"object","additionalProperties":false,
               "required":["unit","contains"],"properties":{
                "unit":{"type":"string","minLength":1,"maxLength":32},
                "contains":{"type":["number","string"]},
                "gtin":{"type":"string"}}}},
              "aliases":{"type":"array","maxItems":500,"items":{"type":"object","additionalProperties":false,
               "required":["code"],"properties":{
                "code":{"type":"string","minLength":1,"maxLength":128},
                "connection":{"type":"string","minLength":1,"maxLength":64},
                "validFrom":{"type":"string","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
                "note":{"type":"string","minLength":1,"maxLength":500}}}}""";

    private StructureNodes() {}

    static void write(ObjectNode entry, Sku sku, Structure structure) {
        var components = structure.components(sku);
        if (!components.isEmpty()) {
            var list = entry.putArray("components");
            components.forEach(component -> {
                var node = list.addObject()
                        .put("sku", component.sku().value())
                        .put("quantity", component.quantity().value());
                if (component.priceShare() != null) {
                    node.put("priceShare", component.priceShare());
                }
            });
        }
        var units = structure.units(sku);
        if (!units.isEmpty()) {
            var list = entry.putArray("units");
            units.forEach(unit -> {
                var node = list.addObject().put("unit", unit.unit()).put("contains", unit.contains());
                if (unit.gtin() != null) {
                    node.put("gtin", unit.gtin());
                }
            });
        }
        var aliases = structure.aliases(sku);
        if (!aliases.isEmpty()) {
            var list = entry.putArray("aliases");
            aliases.forEach(alias -> {
                var node = list.addObject().put("code", alias.code());
                if (alias.connection() != null) {
                    node.put("connection", alias.connection().value());
                }
                node.put("validFrom", alias.validFrom().toString());
                if (alias.note() != null) {
                    node.put("note", alias.note());
                }
            });
        }
    }

    static List<BundleComponent> components(JsonNode entry) {
        var components = new ArrayList<BundleComponent>();
        for (var node : entry.path("components")) {
            components.add(new BundleComponent(
                    Sku.of(node.path("sku").asString()),
                    new Quantity(decimal(node, "quantity", BigDecimal.ONE)),
                    node.has("priceShare") ? decimal(node, "priceShare", BigDecimal.ZERO) : null));
        }
        return components;
    }

    static List<ProductUnit> units(JsonNode entry, Sku sku) {
        var units = new ArrayList<ProductUnit>();
        for (var node : entry.path("units")) {
            units.add(new ProductUnit(
                    sku, node.path("unit").asString(), decimal(node, "contains", BigDecimal.ONE), text(node, "gtin")));
        }
        return units;
    }

    static List<SkuAlias> aliases(JsonNode entry, Sku sku) {
        var aliases = new ArrayList<SkuAlias>();
        for (var node : entry.path("aliases")) {
            var connection = text(node, "connection");
            aliases.add(new SkuAlias(
                    node.path("code").asString().strip(),
                    connection == null ? null : ConnectionCode.of(connection),
                    day(node.path("validFrom").asString("1970-01-01")),
                    sku,
                    text(node, "note")));
        }
        return aliases;
    }

    private static @Nullable String text(JsonNode node, String name) {
        return node.has(name) ? node.path(name).asString() : null;
    }

    private static BigDecimal decimal(JsonNode node, String name, BigDecimal otherwise) {
        if (!node.has(name)) {
            return otherwise;
        }
        try {
            return new BigDecimal(node.path(name).asString());
        } catch (NumberFormatException noNumber) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, name + " must be a decimal number");
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDay) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, "There is no day " + text);
        }
    }
}
