package io.tieout.catalog;

import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of one product's change; each attribute is in at most one of the sets, and in none where it was so already.
 *
 * @param applied by the attribute's owner
 * @param proposed waits for a person
 * @param refused because another system owns it
 * @param late older than what the owner said before
 * @param flaw why nothing of it could be taken; null where it could
 */
public record ChangeOutcome(
        Sku sku,
        Set<String> applied,
        Set<String> proposed,
        Set<String> refused,
        Set<String> late,
        @Nullable ProblemException flaw) {

    public ChangeOutcome {
        applied = Set.copyOf(applied);
        proposed = Set.copyOf(proposed);
        refused = Set.copyOf(refused);
        late = Set.copyOf(late);
    }

    static ChangeOutcome flawed(Sku sku, ProblemException flaw) {
        return new ChangeOutcome(sku, Set.of(), Set.of(), Set.of(), Set.of(), flaw);
    }
}
