package io.tieout.catalog.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.Location;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.platform.spi.ConfigSection;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The section {@code locations}. Country and zone are the entity's where none is given, the region is the country, the stock
 * authority is the hub, and warehouses fulfil online orders while stores do so only where it is said.
 */
@Component
class LocationsSection implements ConfigSection {

    private static final JsonNode SCHEMA = ConfigNodes.schema("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["code","type","entity"],
             "properties":{
              "code":{"type":"string","minLength":1,"maxLength":32},
              "type":{"enum":["STORE","WAREHOUSE","THIRD_PARTY","VIRTUAL"]},
              "entity":{"type":"string","minLength":1,"maxLength":16},
              "region":{"type":"string","minLength":1,"maxLength":32},
              "country":{"type":"string","pattern":"^[A-Z]{2}$"},
              "zone":{"type":"string","minLength":1},
              "stockAuthority":{"enum":["HUB","STORE"]},
              "fulfils":{"type":"boolean"},
              "dedicatedTo":{"type":"string","minLength":1,"maxLength":64},
              "latitude":{"type":"number","minimum":-90,"maximum":90},
              "longitude":{"type":"number","minimum":-180,"maximum":180},
              "postalArea":{"type":"string","minLength":1,"maxLength":16},
              "capacityPerDay":{"type":"integer","minimum":0},
              "holdsStock":{"type":"boolean"}}}}""");

    private final Catalog catalog;

    LocationsSection(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "locations";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var location : catalog.locations()) {
            var entry = section.addObject()
                    .put("code", location.code().value())
                    .put("type", location.type().name())
                    .put("entity", location.entity().value())
                    .put("region", location.region())
                    .put("country", location.country())
                    .put("zone", location.zone().getId())
                    .put("stockAuthority", location.stockAuthority().name())
                    .put("fulfils", location.fulfils());
            var dedicatedTo = location.dedicatedTo();
            if (dedicatedTo != null) {
                entry.put("dedicatedTo", dedicatedTo.value());
            }
            if (location.latitude() != null) {
                entry.put("latitude", location.latitude()).put("longitude", location.longitude());
            }
            if (location.postalArea() != null) {
                entry.put("postalArea", location.postalArea());
            }
            if (location.capacityPerDay() != null) {
                entry.put("capacityPerDay", location.capacityPerDay());
            }
            if (!location.holdsStock()) {
                entry.put("holdsStock", false);
            }
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        Set<LocationCode> listed = new HashSet<>();
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            var pointer = "/" + i;
            ConfigNodes.at(pointer, () -> {
                var location = location(entry, pointer);
                listed.add(location.code());
                var before = catalog.location(location.code());
                if (!before.equals(Optional.of(location))) {
                    catalog.save(location);
                    changes.add(new Change(
                            before.isEmpty() ? Change.Kind.ADDED : Change.Kind.CHANGED,
                            location.code().value(),
                            location.type().name()));
                }
            });
        }
        if (prune) {
            for (var location : catalog.locations()) {
                if (!listed.contains(location.code())) {
                    catalog.remove(location.code());
                    changes.add(new Change(
                            Change.Kind.REMOVED,
                            location.code().value(),
                            location.type().name()));
                }
            }
        }
        return changes;
    }

    private Location location(JsonNode entry, String pointer) {
        var type = Location.Type.valueOf(entry.path("type").asString());
        var code = EntityCode.of(entry.path("entity").asString());
        var entity = catalog.entity(code)
                .orElseThrow(() -> new ProblemException(
                        CatalogProblem.ENTITY_UNKNOWN,
                        "There is no entity " + code,
                        List.of(new ProblemException.Place(pointer + "/entity", "There is no entity " + code))));
        var country = entry.path("country").asString(entity.country());
        var warehouse = type == Location.Type.WAREHOUSE || type == Location.Type.THIRD_PARTY;
        return new Location(
                LocationCode.of(entry.path("code").asString()),
                type,
                code,
                entry.path("region").asString(country),
                country,
                ConfigNodes.zone(entry, pointer, entity.zone()),
                Location.StockAuthority.valueOf(entry.path("stockAuthority").asString("HUB")),
                entry.path("fulfils").asBoolean(warehouse),
                entry.has("dedicatedTo")
                        ? ConnectionCode.of(entry.path("dedicatedTo").asString())
                        : null,
                degrees(entry, "latitude"),
                degrees(entry, "longitude"),
                entry.has("postalArea") ? entry.path("postalArea").asString() : null,
                entry.has("capacityPerDay") ? entry.path("capacityPerDay").asInt() : null,
                entry.path("holdsStock").asBoolean(true));
    }

    private static @Nullable BigDecimal degrees(JsonNode entry, String name) {
        return entry.has(name) ? new BigDecimal(entry.path(name).asString()) : null;
    }
}
