package io.tieout.catalog.internal;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.platform.spi.ConfigSection;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The section {@code entities}: {@code {code, name, country, currency, zone}}; the zone is UTC where none is given. */
@Component
class EntitiesSection implements ConfigSection {

    private static final JsonNode SCHEMA = ConfigNodes.schema("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["code","name","country","currency"],
             "properties":{
              "code":{"type":"string","minLength":1,"maxLength":16},
              "name":{"type":"string","minLength":1,"maxLength":500},
              "country":{"type":"string","pattern":"^[A-Z]{2}$"},
              "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
              "zone":{"type":"string","minLength":1}}}}""");

    private final Catalog catalog;

    EntitiesSection(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "entities";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var entity : catalog.entities()) {
            section.addObject()
                    .put("code", entity.code().value())
                    .put("name", entity.name())
                    .put("country", entity.country())
                    .put("currency", entity.currency().getCurrencyCode())
                    .put("zone", entity.zone().getId());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        Set<EntityCode> listed = new HashSet<>();
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            var pointer = "/" + i;
            ConfigNodes.at(pointer, () -> {
                var entity = entity(entry, pointer);
                listed.add(entity.code());
                var before = catalog.entity(entity.code());
                if (!before.equals(Optional.of(entity))) {
                    catalog.save(entity);
                    changes.add(new Change(
                            before.isEmpty() ? Change.Kind.ADDED : Change.Kind.CHANGED,
                            entity.code().value(),
                            entity.name()));
                }
            });
        }
        if (prune) {
            for (var entity : catalog.entities()) {
                if (!listed.contains(entity.code())) {
                    catalog.remove(entity.code());
                    changes.add(new Change(Change.Kind.REMOVED, entity.code().value(), entity.name()));
                }
            }
        }
        return changes;
    }

    private static LegalEntity entity(JsonNode entry, String pointer) {
        return new LegalEntity(
                EntityCode.of(entry.path("code").asString()),
                entry.path("name").asString(),
                entry.path("country").asString(),
                ConfigNodes.currency(entry, pointer),
                ConfigNodes.zone(entry, pointer, ZoneId.from(ZoneOffset.UTC)));
    }
}
