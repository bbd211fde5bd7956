package io.tieout.operations.bench;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How large a run is: the defaults are what docs/benchmarks.md quotes, smaller ones are for development. */
record BenchSettings(Map<String, Integer> given) {

    private static final Map<String, Integer> DEFAULTS = Map.of(
            // Length of the measured part of the order flow.
            "seconds", 300,
            // Orders a second that are sent; 0 finds out what the hub bears and sends four fifths of that.
            "rate", 0,
            // Rows of the settlement file.
            "lines", 200_000,
            // Orders that are listed.
            "orders", 5_000_000,
            // Movements of which positions are rebuilt.
            "movements", 1_000_000);

    /** @throws IllegalArgumentException for anything but {@code --name number} of the known names */
    static BenchSettings parse(List<String> arguments) {
        var given = new TreeMap<String, Integer>();
        for (var index = 0; index < arguments.size(); index += 2) {
            var name = arguments.get(index).replaceFirst("^--", "");
            if (!DEFAULTS.containsKey(name) || index + 1 == arguments.size()) {
                throw new IllegalArgumentException("There is no setting " + arguments.get(index));
            }
            given.put(name, Integer.parseInt(arguments.get(index + 1)));
        }
        return new BenchSettings(given);
    }

    int value(String name) {
        return given.getOrDefault(name, DEFAULTS.get(name));
    }
}
