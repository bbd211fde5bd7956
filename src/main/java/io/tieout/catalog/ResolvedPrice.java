package io.tieout.catalog;

import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a product costs, and why.
 *
 * @param price after all promotions
 * @param listPrice before them
 * @param list the price list that it comes from
 * @param promotions the codes of those taken off, in their order
 * @param from since when nothing that matters has changed
 * @param until when something that matters changes next; null where nothing is planned
 * @param explanation all that was considered, in the order of its weight
 */
public record ResolvedPrice(
        Sku sku,
        Money price,
        Money listPrice,
        String list,
        boolean taxInclusive,
        List<String> promotions,
        Instant from,
        @Nullable Instant until,
        List<Considered> explanation) {

    public ResolvedPrice {
        promotions = List.copyOf(promotions);
        explanation = List.copyOf(explanation);
    }

    /** @param what {@code list} or {@code promotion} */
    public record Considered(String what, String code, boolean used, String why) {}
}
