package io.tieout.catalog.internal;

import io.tieout.catalog.AttributeOwner;
import io.tieout.catalog.MasterData;
import io.tieout.catalog.MasterSystem;
import io.tieout.kernel.Actor;
import io.tieout.platform.spi.ConfigSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The section {@code attributeOwners}: which system has the last word on what; {@code *} stands for all not named. */
@Component
class AttributeOwnersSection implements ConfigSection {

    private static final JsonNode SCHEMA = ConfigNodes.schema("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["attribute","owner"],
             "properties":{
              "attribute":{"type":"string","minLength":1,"maxLength":32},
              "owner":{"enum":["ERP","PIM","SHOP","HUB"]},
              "others":{"enum":["REFUSE","PROPOSE"]}}}}""");

    private final MasterData masterData;

    AttributeOwnersSection(MasterData masterData) {
        this.masterData = masterData;
    }

    @Override
    public String name() {
        return "attributeOwners";
    }

    @Override
    public int order() {
        return 29;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var owner : masterData.owners()) {
            section.addObject()
                    .put("attribute", owner.attribute())
                    .put("owner", owner.owner().name())
                    .put("others", owner.others().name());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var listed = new HashSet<String>();
        for (var entry : value) {
            var owner = new AttributeOwner(
                    entry.path("attribute").asString(),
                    MasterSystem.valueOf(entry.path("owner").asString()),
                    AttributeOwner.Others.valueOf(entry.path("others").asString("PROPOSE")));
            listed.add(owner.attribute());
            if (masterData.save(owner, by)) {
                changes.add(new Change(
                        Change.Kind.CHANGED, owner.attribute(), owner.owner() + ", others " + owner.others()));
            }
        }
        if (prune) {
            for (var owner : masterData.owners()) {
                if (!listed.contains(owner.attribute()) && !owner.attribute().equals("*")) {
                    masterData.removeOwner(owner.attribute(), by);
                    changes.add(new Change(
                            Change.Kind.REMOVED,
                            owner.attribute(),
                            owner.owner().name()));
                }
            }
        }
        return changes;
    }
}
