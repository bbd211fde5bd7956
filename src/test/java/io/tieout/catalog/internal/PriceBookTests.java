package io.tieout.catalog.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.catalog.CatalogProblem;
import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.PriceQuery;
import io.tieout.catalog.PriceScope;
import io.tieout.catalog.Product;
import io.tieout.catalog.Promotion;
import io.tieout.catalog.ResolvedPrice;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceBookTests {

    private static final Currency EUR = Currency.getInstance("EUR");
    private static final Instant DAY = Instant.parse("2026-11-24T00:00:00Z");
    private static final ConnectionCode SHOP = ConnectionCode.of("shop");
    private static final LocationCode STORE = LocationCode.of("S001");
    private static final Product PEN =
            new Product(Sku.of("PEN"), null, "Pen", "STANDARD", "EA", true, "Stationery/Pens", Map.of());

    private final List<PriceList> lists = new ArrayList<>();
    private final List<PriceEntry> entries = new ArrayList<>();
    private final List<Promotion> promotions = new ArrayList<>();

    @Test
    void theMostExactScopeThatHasAPriceCounts() {
        list("all", PriceScope.EVERYWHERE, 9);
        list("eu", new PriceScope(null, "EU", null), 5);
        list("shop", new PriceScope(SHOP, null, null), 0);
        list("store", new PriceScope(null, null, STORE), 0);
        entry("all", "10.00", DAY, null);
        entry("eu", "9.00", DAY, null);
        entry("shop", "8.00", DAY, null);

        assertThat(price(null, null)).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(price(null, "EU")).isEqualTo(Money.of("9.00", "EUR"));
        assertThat(price(SHOP, "EU")).isEqualTo(Money.of("8.00", "EUR"));
        var atStore = resolve(new PriceQuery(SHOP, "EU", STORE, null, DAY));
        assertThat(atStore.list()).isEqualTo("shop");
        assertThat(atStore.explanation())
                .extracting(ResolvedPrice.Considered::code)
                .containsExactly("store", "shop", "eu", "all");
        assertThat(atStore.explanation().getFirst().why()).isEqualTo("has no price of the product at this time");
    }

    @Test
    void aPriceWithAnEndLiesOverOneWithout() {
        list("all", PriceScope.EVERYWHERE, 0);
        entry("all", "10.00", DAY, null);
        entry("all", "11.00", DAY.plus(Duration.ofDays(10)), null);
        entry("all", "7.00", DAY.plus(Duration.ofDays(2)), DAY.plus(Duration.ofDays(4)));

        assertThat(at(DAY.plus(Duration.ofDays(1))).price()).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(at(DAY.plus(Duration.ofDays(2))).price()).isEqualTo(Money.of("7.00", "EUR"));
        assertThat(at(DAY.plus(Duration.ofDays(2))).until()).isEqualTo(DAY.plus(Duration.ofDays(4)));
        assertThat(at(DAY.plus(Duration.ofDays(4))).price()).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(at(DAY.plus(Duration.ofDays(10))).price()).isEqualTo(Money.of("11.00", "EUR"));
        assertThat(at(DAY.plus(Duration.ofDays(10))).until()).isNull();
    }

    @Test
    void promotionsAreTakenOffByPriorityAndTogetherOnlyWhereAllMay() {
        list("all", PriceScope.EVERYWHERE, 0);
        entry("all", "10.00", DAY, null);
        promotion("ten", Promotion.Effect.PERCENT_OFF, "10", 5, true);
        promotion("euro", Promotion.Effect.AMOUNT_OFF, "1", 4, true);
        promotion("alone", Promotion.Effect.FIXED_PRICE, "2", 3, false);

        var price = at(DAY);

        assertThat(price.price()).isEqualTo(Money.of("8.00", "EUR"));
        assertThat(price.listPrice()).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(price.promotions()).containsExactly("ten", "euro");
        promotion("first", Promotion.Effect.FIXED_PRICE, "3", 9, false);
        assertThat(at(DAY).price()).isEqualTo(Money.of("3.00", "EUR"));
        assertThat(at(DAY).promotions()).containsExactly("first");
    }

    @Test
    void whatWouldBeTwoAnswersIsRefused() {
        var one = new PriceList("one", "one", EUR, true, PriceScope.EVERYWHERE, DAY, null, 0);
        var two = new PriceList("two", "two", EUR, true, PriceScope.EVERYWHERE, DAY, null, 0);
        overlaps(() -> PriceRules.check(two, List.of(one)));
        PriceRules.check(new PriceList("two", "two", EUR, true, PriceScope.EVERYWHERE, DAY, null, 1), List.of(one));

        var sale = new PriceEntry("one", PEN.sku(), Money.of("1", "EUR"), DAY, DAY.plus(Duration.ofDays(2)));
        overlaps(() -> PriceRules.check(
                new PriceEntry(
                        "one",
                        PEN.sku(),
                        Money.of("2", "EUR"),
                        DAY.plus(Duration.ofDays(1)),
                        DAY.plus(Duration.ofDays(3))),
                one,
                List.of(sale)));
    }

    @Test
    void anyBookHasOneAnswerThatHoldsUntilItSays() {
        var seed = Long.getLong("tieout.seed", 20261124L);
        var random = new Random(seed);
        for (var round = 0; round < 300; round++) {
            lists.clear();
            entries.clear();
            promotions.clear();
            scatter(random);
            var at = DAY.plus(Duration.ofHours(random.nextInt(240)));
            var query = new PriceQuery(
                    random.nextBoolean() ? SHOP : null,
                    random.nextBoolean() ? "EU" : null,
                    random.nextBoolean() ? STORE : null,
                    null,
                    at);
            var what = "seed " + seed + ", round " + round;
            var found = new PriceBook(lists, entries, promotions).resolve(PEN, query);
            var naive = naive(query);
            assertThat(found.map(ResolvedPrice::listPrice).orElse(null))
                    .as(what)
                    .isEqualTo(naive);
            found.ifPresent(price -> {
                assertThat(price.price()).as(what).isLessThanOrEqualTo(price.listPrice());
                assertThat(price.price().isNegative()).as(what).isFalse();
                assertThat(price.from()).as(what).isBeforeOrEqualTo(at);
                java.util.Collections.shuffle(lists, random);
                java.util.Collections.shuffle(entries, random);
                java.util.Collections.shuffle(promotions, random);
                assertThat(new PriceBook(lists, entries, promotions).resolve(PEN, query))
                        .as(what + ": whatever the order they come in")
                        .contains(price);
                var last = (price.until() == null ? at.plus(Duration.ofDays(400)) : price.until()).minusMillis(1);
                var later = new PriceBook(lists, entries, promotions).resolve(PEN, later(query, last));
                assertThat(later.map(ResolvedPrice::price))
                        .as(what + ": until " + last)
                        .contains(price.price());
            });
        }
    }

    /** A plain walk over everything, without any index or order. */
    private @Nullable Money naive(PriceQuery query) {
        Money best = null;
        var weight = Long.MIN_VALUE;
        for (var list : lists) {
            for (var entry : entries) {
                if (!entry.list().equals(list.code())
                        || !list.scope().fits(query)
                        || !list.holdsAt(query.at())
                        || !entry.holdsAt(query.at())) {
                    continue;
                }
                var own = list.scope().exactness() * 1_000_000_000_000L
                        + list.priority() * 10_000_000_000L
                        + (entry.validTo() == null ? 0 : 5_000_000_000L)
                        + entry.validFrom().getEpochSecond();
                if (own > weight) {
                    weight = own;
                    best = entry.price();
                }
            }
        }
        return best;
    }

    private void scatter(Random random) {
        for (var index = 0; index < 5; index++) {
            var scope = new PriceScope(
                    random.nextBoolean() ? SHOP : null,
                    random.nextBoolean() ? "EU" : null,
                    random.nextBoolean() ? STORE : null);
            var from = DAY.plus(Duration.ofHours(random.nextInt(100)));
            var until = random.nextBoolean() ? null : from.plus(Duration.ofHours(1 + random.nextInt(200)));
            lists.add(new PriceList("L" + index, "L" + index, EUR, true, scope, from, until, index));
            for (var count = random.nextInt(4); count > 0; count--) {
                var begin = DAY.plus(Duration.ofHours(random.nextInt(200)).plusSeconds(entries.size()));
                entry(
                        "L" + index,
                        random.nextInt(5000) + ".5",
                        begin,
                        random.nextInt(3) == 0 ? begin.plus(Duration.ofHours(1 + random.nextInt(30))) : null);
            }
        }
        for (var count = random.nextInt(4); count > 0; count--) {
            var effect = Promotion.Effect.values()[random.nextInt(3)];
            promotion("P" + count, effect, String.valueOf(random.nextInt(100)), count, random.nextBoolean());
        }
    }

    private static PriceQuery later(PriceQuery query, Instant at) {
        return new PriceQuery(query.connection(), query.region(), query.store(), query.currency(), at);
    }

    private Money price(@Nullable ConnectionCode connection, @Nullable String region) {
        return resolve(new PriceQuery(connection, region, null, null, DAY)).price();
    }

    private ResolvedPrice at(Instant at) {
        return resolve(new PriceQuery(null, null, null, null, at));
    }

    private ResolvedPrice resolve(PriceQuery query) {
        return new PriceBook(lists, entries, promotions).resolve(PEN, query).orElseThrow();
    }

    private void list(String code, PriceScope scope, int priority) {
        lists.add(new PriceList(code, code, EUR, true, scope, DAY, null, priority));
    }

    private void entry(String list, String amount, Instant from, @Nullable Instant to) {
        entries.add(new PriceEntry(list, PEN.sku(), Money.of(amount, "EUR"), from, to));
    }

    private void promotion(String code, Promotion.Effect effect, String value, int priority, boolean combinable) {
        promotions.add(new Promotion(
                code,
                code,
                PriceScope.EVERYWHERE,
                DAY,
                DAY.plus(Duration.ofDays(30)),
                effect,
                new BigDecimal(value),
                effect == Promotion.Effect.PERCENT_OFF ? null : EUR,
                Set.of(),
                "Stationery",
                priority,
                combinable));
    }

    private static void overlaps(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type()).isEqualTo(CatalogProblem.PRICE_OVERLAP));
    }
}
