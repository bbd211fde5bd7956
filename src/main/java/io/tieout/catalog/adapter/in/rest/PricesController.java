package io.tieout.catalog.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.PriceQuery;
import io.tieout.catalog.PriceScope;
import io.tieout.catalog.Prices;
import io.tieout.catalog.Promotion;
import io.tieout.catalog.ResolvedPrice;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Price lists, prices and promotions over HTTP, and what a product costs where and when. */
@RestController
@RequestMapping("/api/v1")
class PricesController {

    private static final String MAY_READ = "hasAnyAuthority('SCOPE_config.read', 'SCOPE_orders.read')";
    private static final String MAY_WRITE = "hasAuthority('SCOPE_config.write')";

    private final Prices prices;
    private final CurrentActor actor;
    private final Clock clock;

    PricesController(Prices prices, CurrentActor actor, Clock clock) {
        this.prices = prices;
        this.actor = actor;
        this.clock = clock;
    }

    @GetMapping("/price-lists")
    @PreAuthorize(MAY_READ)
    Page<PriceList> lists() {
        return new Page<>(prices.lists(), null);
    }

    @PutMapping("/price-lists/{code}")
    @PreAuthorize(MAY_WRITE)
    PriceList save(@PathVariable String code, @RequestBody StatedList body) {
        var list = new PriceList(
                code,
                body.name() == null ? code : body.name(),
                needed("currency", body.currency()),
                Boolean.TRUE.equals(body.taxInclusive()),
                body.scope() == null ? PriceScope.EVERYWHERE : body.scope(),
                body.validFrom() == null ? Instant.EPOCH : body.validFrom(),
                body.validTo(),
                body.priority() == null ? 0 : body.priority());
        prices.save(list, actor.get());
        return list;
    }

    @GetMapping("/prices")
    @PreAuthorize(MAY_READ)
    Page<PriceEntry> entries(
            @RequestParam(required = false) @Nullable String list,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return prices.entries(list, sku, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    /** Creates or changes all of them, or none. */
    @PutMapping("/prices")
    @PreAuthorize(MAY_WRITE)
    Saved save(@RequestBody StatedPrices body) {
        if (body.prices() == null || body.prices().size() > 10_000) {
            throw invalid("/prices", "holds 1 to 10,000 prices");
        }
        return new Saved(
                prices.save(body.prices(), body.changedAt() == null ? clock.instant() : body.changedAt(), actor.get())
                        .size());
    }

    @DeleteMapping("/prices")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(MAY_WRITE)
    void remove(
            @RequestParam String list,
            @RequestParam String sku,
            @RequestParam Instant validFrom,
            @RequestParam(required = false) @Nullable Instant validTo) {
        var code = sku(sku);
        prices.entries(list, code.value(), Page.LIMIT_MAX, null).items().stream()
                .filter(entry -> entry.validFrom().equals(validFrom) && (entry.validTo() == null) == (validTo == null))
                .forEach(entry -> prices.remove(entry, actor.get()));
    }

    /** What a product costs, and why. */
    @GetMapping("/prices/resolve")
    @PreAuthorize(MAY_READ)
    ResolvedPrice resolve(
            @RequestParam String sku,
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String store,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(required = false) @Nullable Instant at) {
        return prices.price(sku(sku), query(connection, region, store, currency, at))
                .orElseThrow(() -> new ProblemException(
                        CommonProblem.NOT_FOUND, "No price list has a price of " + sku + " there"));
    }

    @GetMapping("/prices/timeline")
    @PreAuthorize(MAY_READ)
    Page<ResolvedPrice> timeline(
            @RequestParam String sku,
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String store,
            @RequestParam(required = false) @Nullable String currency,
            @RequestParam(required = false) @Nullable Instant at,
            @RequestParam Instant until) {
        return new Page<>(prices.timeline(sku(sku), query(connection, region, store, currency, at), until), null);
    }

    @GetMapping("/promotions")
    @PreAuthorize(MAY_READ)
    Page<Promotion> promotions() {
        return new Page<>(prices.promotions(), null);
    }

    @PutMapping("/promotions/{code}")
    @PreAuthorize(MAY_WRITE)
    Promotion save(@PathVariable String code, @RequestBody StatedPromotion body) {
        var promotion = new Promotion(
                code,
                body.name() == null ? code : body.name(),
                body.scope() == null ? PriceScope.EVERYWHERE : body.scope(),
                needed("validFrom", body.validFrom()),
                needed("validTo", body.validTo()),
                needed("effect", body.effect()),
                needed("value", body.value()),
                body.currency(),
                body.skus() == null ? Set.of() : body.skus(),
                body.hierarchy(),
                body.priority() == null ? 0 : body.priority(),
                Boolean.TRUE.equals(body.combinable()));
        prices.save(promotion, body.changedAt() == null ? clock.instant() : body.changedAt(), actor.get());
        return promotion;
    }

    @DeleteMapping("/promotions/{code}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PreAuthorize(MAY_WRITE)
    void removePromotion(@PathVariable String code) {
        prices.removePromotion(code, actor.get());
    }

    private PriceQuery query(
            @Nullable String connection,
            @Nullable String region,
            @Nullable String store,
            @Nullable String currency,
            @Nullable Instant at) {
        try {
            return new PriceQuery(
                    connection == null ? null : ConnectionCode.of(connection),
                    region,
                    store == null ? null : LocationCode.of(store),
                    currency == null ? null : Currency.getInstance(currency),
                    at == null ? clock.instant() : at);
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "A code makes no sense: " + odd.getMessage(), odd);
        }
    }

    private static Sku sku(String text) {
        try {
            return Sku.of(text);
        } catch (IllegalArgumentException noSku) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "There is no SKU " + text, noSku);
        }
    }

    private static <T> T needed(String name, @Nullable T value) {
        if (value == null) {
            throw invalid("/" + name, "is missing");
        }
        return value;
    }

    private static ProblemException invalid(String pointer, String detail) {
        return new ProblemException(
                CommonProblem.REQUEST_INVALID,
                pointer + " " + detail,
                List.of(new ProblemException.Place(pointer, detail)));
    }

    /** A list without its code. */
    record StatedList(
            @Nullable String name,
            @Nullable Currency currency,
            @Nullable Boolean taxInclusive,
            @Nullable PriceScope scope,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            @Nullable Integer priority) {}

    /** @param changedAt when they were changed; now, where it is not said */
    record StatedPrices(
            @Nullable List<PriceEntry> prices, @Nullable Instant changedAt) {}

    /** A promotion without its code. */
    record StatedPromotion(
            @Nullable String name,
            @Nullable PriceScope scope,
            @Nullable Instant validFrom,
            @Nullable Instant validTo,
            Promotion.@Nullable Effect effect,
            @Nullable BigDecimal value,
            @Nullable Currency currency,
            @Nullable Set<Sku> skus,
            @Nullable String hierarchy,
            @Nullable Integer priority,
            @Nullable Boolean combinable,
            @Nullable Instant changedAt) {}

    /** How many were written; the others were so already, or newer. */
    record Saved(int written) {}
}
