package io.tieout.mapping.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.WorkItemFilter;
import io.tieout.exceptions.WorkItems;
import io.tieout.kernel.Page;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingProblem;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.Mappings;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which waits a mapping ends: a partner's own codes, and for a default those of every partner that waits for such a code. */
@Component
public class WaitKeys {

    private static final WorkItemFilter UNMAPPED =
            new WorkItemFilter(WorkItem.State.OPEN, null, MappingProblem.CODE_UNMAPPED.code(), null);

    private final AskedCodes asked;
    private final WorkItems workItems;

    WaitKeys(AskedCodes asked, WorkItems workItems) {
        this.asked = asked;
        this.workItems = workItems;
    }

    /** The parts of a wait key. */
    public record Parts(MappingKind kind, String partner, String code) {

        /** Reads what {@link Mappings#waitKey} wrote; null where it is something else. */
        public static @Nullable Parts parse(String waitKey) {
            var parts = waitKey.split(":", 4);
            if (parts.length < 4 || !parts[0].equals("mapping")) {
                return null;
            }
            for (var kind : MappingKind.values()) {
                if (kind.code().equals(parts[1])) {
                    return new Parts(kind, parts[2], parts[3]);
                }
            }
            return null;
        }
    }

    public Set<String> satisfiedBy(MappingSet set) {
        var codes = set.entries().entrySet().stream()
                .filter(entry -> entry.getValue() != null)
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        var keys = new TreeSet<String>();
        codes.forEach(code -> keys.add(Mappings.waitKey(set.kind(), set.partner(), code)));
        if (set.partner().equals(MappingSet.ANY_PARTNER) && !codes.isEmpty()) {
            for (var partner : asked.partners(set.kind(), codes)) {
                codes.forEach(code -> keys.add(Mappings.waitKey(set.kind(), partner, code)));
            }
            for (var key : waiting()) {
                var parts = Parts.parse(key);
                if (parts != null && parts.kind() == set.kind() && codes.contains(parts.code())) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    /** The keys for which an open work item waits. */
    public Set<String> waiting() {
        var keys = new TreeSet<String>();
        @Nullable String after = null;
        do {
            var page = workItems.list(UNMAPPED, Page.LIMIT_MAX, after);
            page.items().forEach(item -> keys.add(item.subject().value()));
            after = page.next();
        } while (after != null);
        return keys;
    }
}
