package io.tieout.finance.internal;

import io.tieout.catalog.Catalog;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.platform.spi.ConfigSection;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** {@code approvals}: governed thresholds. None is ever taken away by leaving it out, not even with {@code prune}. */
@Component
class ApprovalsSection implements ConfigSection {

    private static final JsonNode SCHEMA = SectionJson.schema("""
            {"type": "array", "items": {"type": "object", "additionalProperties": false,
              "required": ["entity", "kind", "over"],
              "properties": {
                "entity": {"type": "string", "minLength": 1, "maxLength": 16},
                "kind": {"enum": ["journal", "event-journal"],
                  "description": "journal: of people and clients; event-journal: made of events by the rules"},
                "over": {"type": "object", "additionalProperties": false, "required": ["amount", "currency"],
                  "properties": {
                    "amount": {"type": "string", "pattern": "^[0-9]{1,15}([.][0-9]{1,4})?$"},
                    "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}}}}}}
            """);

    private final ApprovalGovernance governance;
    private final Catalog catalog;
    private final SectionJson section;

    ApprovalsSection(ApprovalGovernance governance, Catalog catalog, SectionJson section) {
        this.governance = governance;
        this.catalog = catalog;
        this.section = section;
    }

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public int order() {
        return 80;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var thresholds = SectionJson.JSON.createArrayNode();
        for (var threshold : governance.inForce()) {
            var entry = thresholds.addObject().put("entity", threshold.entity()).put("kind", threshold.kind());
            entry.putObject("over")
                    .put("amount", threshold.over().amount().toPlainString())
                    .put("currency", threshold.over().currency().getCurrencyCode());
        }
        return thresholds;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var empty = section.hubIsEmpty();
        var known = governance.list();
        for (var index = 0; index < value.size(); index++) {
            var entry = value.get(index);
            var entity = SectionJson.read(entry, index, "entity", text -> text);
            var kind = SectionJson.read(entry, index, "kind", text -> text);
            var over = over(entry, index, entity);
            var key = entity + " " + kind;
            var there = known.stream()
                    .filter(threshold -> threshold.entity().equals(entity)
                            && threshold.kind().equals(kind)
                            && threshold.over().equals(over))
                    .toList();
            if (there.stream().anyMatch(threshold -> threshold.state().equals("IN_FORCE"))) {
                continue;
            }
            if (there.stream().noneMatch(threshold -> threshold.state().equals("SUBMITTED"))) {
                governance.propose(entity, kind, over, empty, by);
            }
            changes.add(new Change(empty ? Change.Kind.CHANGED : Change.Kind.SUBMITTED, key, "over " + over));
        }
        return changes;
    }

    private Money over(JsonNode entry, int index, String entity) {
        Money over;
        try {
            over = Money.of(
                    entry.path("over").path("amount").asString(),
                    entry.path("over").path("currency").asString());
        } catch (IllegalArgumentException malformed) {
            throw SectionJson.refused("/" + index + "/over", "It is not an amount: " + malformed.getMessage());
        }
        var currency = catalog.entity(EntityCode.of(entity))
                .orElseThrow(() -> SectionJson.refused("/" + index + "/entity", "There is no legal entity " + entity))
                .currency();
        if (!currency.equals(over.currency())) {
            throw SectionJson.refused(
                    "/" + index + "/over/currency", "The books of " + entity + " are kept in " + currency);
        }
        return over;
    }
}
