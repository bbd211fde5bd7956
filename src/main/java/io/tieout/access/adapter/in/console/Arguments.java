package io.tieout.access.adapter.in.console;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command's words, options with a value and flags. */
record Arguments(List<String> words, Map<String, String> options, Set<String> flags) {

    /** @throws IllegalArgumentException with a sentence for the person who typed it */
    static Arguments parse(List<String> arguments, Set<String> options, Set<String> flags) {
        var words = new ArrayList<String>();
        var values = new HashMap<String, String>();
        var set = new HashSet<String>();
        for (var index = 0; index < arguments.size(); index++) {
            var argument = arguments.get(index);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            var equals = argument.indexOf('=');
            var name = equals < 0 ? argument.substring(2) : argument.substring(2, equals);
            if (flags.contains(name) && equals < 0) {
                set.add(name);
            } else if (options.contains(name) && equals >= 0) {
                values.put(name, argument.substring(equals + 1));
            } else if (options.contains(name) && index + 1 < arguments.size()) {
                values.put(name, arguments.get(++index));
            } else {
                throw new IllegalArgumentException("Not understood: " + argument);
            }
        }
        return new Arguments(List.copyOf(words), Map.copyOf(values), Set.copyOf(set));
    }

    /** The parts of a comma-separated option; none where it is absent. */
    List<String> list(String option) {
        return List.of(options.getOrDefault(option, "").split(",")).stream()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }
}
