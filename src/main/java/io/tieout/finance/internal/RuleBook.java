package io.tieout.finance.internal;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of the posting rules, ready to look up: the exact qualifier first, then any; the exact name, then the longest pattern. */
final class RuleBook {

    private record Key(
            String eventType, String component, @Nullable String qualifier) {}

    private final int version;
    private final Map<Key, PostingRule> exact = new HashMap<>();

    RuleBook(int version, List<PostingRule> rules) {
        this.version = version;
        for (var rule : rules) {
            exact.put(new Key(rule.eventType(), rule.component(), rule.qualifier()), rule);
        }
    }

    int version() {
        return version;
    }

    @Nullable
    PostingRule find(String eventType, String component, @Nullable String qualifier) {
        var own = exactly(eventType, component, qualifier);
        var takesBack = OperationalEvents.TAKES_BACK.get(eventType);
        return own != null || takesBack == null ? own : exactly(takesBack, component, qualifier);
    }

    private @Nullable PostingRule exactly(String eventType, String component, @Nullable String qualifier) {
        if (qualifier != null) {
            var special = exact.get(new Key(eventType, component, qualifier));
            if (special != null) {
                return special;
            }
        }
        var rule = exact.get(new Key(eventType, component, null));
        for (var length = component.length(); rule == null && length >= 0; length--) {
            rule = exact.get(new Key(eventType, component.substring(0, length) + "*", null));
        }
        return rule;
    }
}
