package io.tieout.mapping;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Ids;
import io.tieout.mapping.internal.AskedCodes;
import io.tieout.mapping.internal.MappingCache;
import io.tieout.mapping.internal.MappingRows;
import io.tieout.mapping.internal.TakingForce;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What partners' codes mean. Look-ups are cached; a set that takes force is seen within a second on every node, and at once by
 * the transaction that puts it in force. How sets come to be is {@link MappingSets}' matter.
 */
@Service
public class Mappings {

    private static final Actor PRODUCT = Actor.system("tieout");

    private final MappingCache cache;
    private final MappingRows rows;
    private final AskedCodes asked;
    private final TakingForce takingForce;
    private final Clock clock;

    Mappings(MappingCache cache, MappingRows rows, AskedCodes asked, TakingForce takingForce, Clock clock) {
        this.cache = cache;
        this.rows = rows;
        this.asked = asked;
        this.takingForce = takingForce;
        this.clock = clock;
    }

    /**
     * A pure function of (kind, code, partner, date) over the sets in force: the partner's own set first, then the default
     * ({@code *}). A code that has no mapping is remembered for the coverage report.
     */
    public Resolution resolve(MappingKind kind, String code, String partner, LocalDate on) {
        var mapped = look(kind, code, partner, on);
        if (mapped.isPresent()) {
            return mapped.get();
        }
        asked.add(kind, partner, code);
        return new Resolution.Unmapped(kind, code, partner);
    }

    private Optional<Resolution.Mapped> look(MappingKind kind, String code, String partner, LocalDate on) {
        if (partner.equals(MappingSet.ANY_PARTNER)) {
            return cache.table(kind, partner).resolve(code, on);
        }
        return cache.table(kind, partner)
                .resolve(code, on)
                .or(() -> cache.table(kind, MappingSet.ANY_PARTNER).resolve(code, on));
    }

    /** All entries in force for a partner on a day, the default's included: for batches. */
    public Map<String, Resolution.Mapped> inForce(MappingKind kind, String partner, LocalDate on) {
        Map<String, Resolution.Mapped> entries = new HashMap<>();
        cache.table(kind, MappingSet.ANY_PARTNER).forEach(on, entries::put);
        if (!partner.equals(MappingSet.ANY_PARTNER)) {
            cache.table(kind, partner).forEach(on, entries::put);
        }
        return entries;
    }

    /** The key that work waits for when a code has no mapping: {@code mapping:<kind>:<partner>:<code>}. */
    public static String waitKey(MappingKind kind, @Nullable String partner, String code) {
        return "mapping:" + kind.code() + ":" + (partner == null ? "*" : partner) + ":" + code;
    }

    /**
     * Makes the product's own default be as stated, in force since 1970-01-01; to be called at every start. What people
     * mapped since stays above it. Entries that are no longer stated stay.
     */
    @Transactional
    public void seedDefault(MappingKind kind, Map<String, String> entries) {
        cache.revision().raise(); // of several nodes that start at once, one writes
        var before = rows.builtIn(kind);
        var changed = new TreeMap<String, @Nullable String>();
        entries.forEach((code, value) -> {
            if (!value.equals(before.get(code))) {
                changed.put(code, value);
            }
        });
        if (changed.isEmpty()) {
            return;
        }
        var id = Ids.next();
        var proposal =
                new ProposeMapping(kind, MappingSet.ANY_PARTNER, LocalDate.EPOCH, changed, "Built in with the product");
        rows.insert(id, proposal, MappingSet.Approval.BUILT_IN, PRODUCT, clock.instant());
        rows.decide(id, MappingSet.State.APPROVED, PRODUCT, null, clock.instant());
        takingForce.now(rows.find(id).orElseThrow(), PRODUCT);
    }
}
