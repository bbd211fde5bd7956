package io.tieout.reconciliation.internal;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The line types of one kind of settlement as of one day. Of the patterns that fit, the one with the most letters wins.
 * Partners write one label in several ways, so case, blanks, hyphens and underscores do not count. Not thread-safe: one per
 * file, for it remembers what it has resolved.
 */
public final class LineTypeRegistry {

    private static final Pattern NOISE = Pattern.compile("[^\\p{L}\\p{N}*]");
    private static final String REVERSAL = "reversal";

    private final List<Entry> entries;
    private final Map<String, LineType> resolved = new HashMap<>();

    public LineTypeRegistry(List<Entry> entries) {
        this.entries = entries.stream()
                .sorted(Comparator.comparingInt(Entry::letters).reversed().thenComparing(Entry::pattern))
                .toList();
    }

    /** One row of the registry. */
    public record Entry(String pattern, LineType type) {

        private int letters() {
            return pattern.replace("*", "").length();
        }

        private boolean fits(List<String> words) {
            var parts = words(pattern);
            if (parts.size() != words.size()) {
                return false;
            }
            for (var index = 0; index < parts.size(); index++) {
                var part = parts.get(index);
                var word = words.get(index);
                var fits =
                        part.endsWith("*") ? word.startsWith(part.substring(0, part.length() - 1)) : part.equals(word);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }
    }

    /** What the words mean; {@link LineType#UNKNOWN} where nobody has said. */
    public LineType resolve(String type) {
        return resolved.computeIfAbsent(type, this::find);
    }

    private LineType find(String type) {
        var words = words(type);
        for (var entry : entries) {
            if (entry.fits(words)) {
                return entry.type();
            }
        }
        // Every type of a payment provider has a reversal twin that undoes it in the same account.
        var first = words.getFirst();
        if (first.endsWith(REVERSAL) && first.length() > REVERSAL.length()) {
            return find(type.substring(0, type.toLowerCase(Locale.ROOT).indexOf(REVERSAL))
                    + type.substring(type.indexOf('/') < 0 ? type.length() : type.indexOf('/')));
        }
        return LineType.UNKNOWN;
    }

    private static List<String> words(String type) {
        return Pattern.compile("/")
                .splitAsStream(type)
                .map(word -> NOISE.matcher(word.toLowerCase(Locale.ROOT)).replaceAll(""))
                .toList();
    }
}
