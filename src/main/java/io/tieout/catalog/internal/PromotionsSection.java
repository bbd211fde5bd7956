package io.tieout.catalog.internal;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.Prices;
import io.tieout.catalog.Promotion;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.platform.spi.ConfigSection;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The section {@code promotions}. */
@Component
class PromotionsSection implements ConfigSection {

    private static final JsonNode SCHEMA = ConfigNodes.schema("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["code","validFrom","validTo","effect","value"],
             "properties":{
              "code":{"type":"string","minLength":1,"maxLength":64},
              "name":{"type":"string","minLength":1,"maxLength":500},
              "connection":{"type":"string","minLength":1},
              "region":{"type":"string","minLength":1},
              "store":{"type":"string","minLength":1},
              "validFrom":{"type":"string"},
              "validTo":{"type":"string"},
              "effect":{"enum":["PERCENT_OFF","AMOUNT_OFF","FIXED_PRICE"]},
              "value":{"type":["string","number"]},
              "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
              "skus":{"type":"array","maxItems":10000,"items":{"type":"string","minLength":1,"maxLength":64}},
              "hierarchy":{"type":"string","minLength":1,"maxLength":500},
              "priority":{"type":"integer"},
              "combinable":{"type":"boolean"}}}}""");

    private final Prices prices;
    private final Clock clock;

    PromotionsSection(Prices prices, Clock clock) {
        this.prices = prices;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "promotions";
    }

    @Override
    public int order() {
        return 61;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        for (var promotion : prices.promotions()) {
            var entry = section.addObject().put("code", promotion.code()).put("name", promotion.name());
            PriceNodes.write(entry, promotion.scope());
            entry.put("validFrom", promotion.validFrom().toString())
                    .put("validTo", promotion.validTo().toString())
                    .put("effect", promotion.effect().name())
                    .put("value", promotion.value().toPlainString());
            if (promotion.currency() != null) {
                entry.put("currency", promotion.currency().getCurrencyCode());
            }
            if (!promotion.skus().isEmpty()) {
                var skus = entry.putArray("skus");
                new TreeSet<>(promotion.skus()).forEach(sku -> skus.add(sku.value()));
            }
            if (promotion.hierarchy() != null) {
                entry.put("hierarchy", promotion.hierarchy());
            }
            entry.put("priority", promotion.priority()).put("combinable", promotion.combinable());
        }
        return section;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var changes = new ArrayList<Change>();
        var listed = new HashSet<String>();
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            var at = "/" + i;
            ConfigNodes.at(at, () -> {
                var promotion = promotion(entry, at);
                listed.add(promotion.code());
                var known = prices.promotions().stream()
                        .anyMatch(each -> each.code().equals(promotion.code()));
                if (prices.save(promotion, clock.instant(), by)) {
                    changes.add(new Change(
                            known ? Change.Kind.CHANGED : Change.Kind.ADDED, promotion.code(), promotion.name()));
                }
            });
        }
        if (prune) {
            for (var known : prices.promotions()) {
                if (!listed.contains(known.code())) {
                    prices.removePromotion(known.code(), by);
                    changes.add(new Change(Change.Kind.REMOVED, known.code(), known.name()));
                }
            }
        }
        return changes;
    }

    private static Promotion promotion(JsonNode entry, String pointer) {
        var skus = new HashSet<Sku>();
        entry.path("skus").forEach(sku -> skus.add(Sku.of(sku.asString())));
        return new Promotion(
                entry.path("code").asString(),
                entry.path("name").asString(entry.path("code").asString()),
                PriceNodes.scope(entry),
                needed(PriceNodes.instant(entry, "validFrom")),
                needed(PriceNodes.instant(entry, "validTo")),
                Promotion.Effect.valueOf(entry.path("effect").asString()),
                value(entry),
                entry.has("currency") ? ConfigNodes.currency(entry, pointer) : null,
                skus,
                entry.has("hierarchy") ? entry.path("hierarchy").asString() : null,
                entry.path("priority").asInt(0),
                entry.path("combinable").asBoolean(false));
    }

    private static Instant needed(@org.jspecify.annotations.Nullable Instant instant) {
        return java.util.Objects.requireNonNull(instant);
    }

    private static BigDecimal value(JsonNode entry) {
        try {
            return new BigDecimal(entry.path("value").asString());
        } catch (NumberFormatException noNumber) {
            throw new ProblemException(CatalogProblem.VALUE_INVALID, "value must be a decimal number");
        }
    }
}
