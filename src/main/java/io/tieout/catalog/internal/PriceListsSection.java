package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.Prices;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.platform.spi.ConfigSection;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The section {@code priceLists}: lists and, where they are few, their prices. Read back are the lists only, for there may be
 * hundreds of thousands of prices; {@code GET /api/v1/prices} has those. Nothing is pruned: what was sold must stay
 * explainable; a list is ended instead.
 */
@Component
class PriceListsSection implements ConfigSection {

    private static final JsonNode SCHEMA = ConfigNodes.schema("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["code","currency"],
             "properties":{
              "code":{"type":"string","minLength":1,"maxLength":64},
              "name":{"type":"string","minLength":1,"maxLength":500},
              "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
              "taxInclusive":{"type":"boolean"},
              "connection":{"type":"string","minLength":1},
              "region":{"type":"string","minLength":1},
              "store":{"type":"string","minLength":1},
              "validFrom":{"type":"string"},
              "validTo":{"type":"string"},
              "priority":{"type":"integer"},
              "prices":{"type":"array","items":{"type":"object","additionalProperties":false,
               "required":["sku","amount"],"properties":{
                "sku":{"type":"string","minLength":1,"maxLength":64},
                "amount":{"type":["string","number"]},
                "validFrom":{"type":"string"},
                "validTo":{"type":"string"}}}}}}}""");

    private final Prices prices;
    private final Clock clock;

    PriceListsSection(Prices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "priceLists";
    }

    @Override
    public int order() {
        return 60;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var list : prices.lists()) {
            var entry = section.addObject()
                    .put("code", list.code())
                    .put("name", list.name())
                    .put("currency", list.currency().getCurrencyCode())
                    .put("taxInclusive", list.taxInclusive());
            PriceNodes.write(entry, list.scope());
            entry.put("validFrom", list.validFrom().toString());
            if (list.validTo() != null) {
                entry.put("validTo", list.validTo().toString());
            }
            entry.put("priority", list.priority());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            var at = "/" + i;
            ConfigNodes.at(at, () -> {
                var list = list(entry, at);
                var known = prices.lists().stream().anyMatch(each -> each.code().equals(list.code()));
                if (prices.save(list, by)) {
                    changes.add(new Change(known ? Change.Kind.CHANGED : Change.Kind.ADDED, list.code(), list.name()));
                }
                var written = prices.save(entries(entry, list), clock.instant(), by);
                if (!written.isEmpty()) {
                    changes.add(new Change(Change.Kind.CHANGED, list.code(), written.size() + " prices"));
                }
            });
        }
        return changes;
    }

    private static PriceList list(JsonNode entry, String pointer) {
        return new PriceList(
                entry.path("code").asString(),
                entry.path("name").asString(entry.path("code").asString()),
                ConfigNodes.currency(entry, pointer),
                entry.path("taxInclusive").asBoolean(true),
                PriceNodes.scope(entry),
                Optional.ofNullable(PriceNodes.instant(entry, "validFrom")).orElse(java.time.Instant.EPOCH),
                PriceNodes.instant(entry, "validTo"),
                entry.path("priority").asInt(0));
    }

    private static List<PriceEntry> entries(JsonNode entry, PriceList list) {
        var entries = new ArrayList<PriceEntry>();
        for (var node : entry.path("prices")) {
            var from = PriceNodes.instant(node, "validFrom");
            entries.add(new PriceEntry(
                    list.code(),
                    Sku.of(node.path("sku").asString()),
                    new Money(amount(node), list.currency()),
                    from == null ? list.validFrom() : from,
                    PriceNodes.instant(node, "validTo")));
        }
        return entries;
    }

    private static BigDecimal amount(JsonNode node) {
        try {
            return new BigDecimal(node.path("amount").asString());
        } catch (NumberFormatException noNumber) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, "amount must be a decimal number");
        }
    }
}
