package io.tieout.operations.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bench measured.
 *
 * @param unit of value, ceiling and aim
 * @param ceiling the same durable facts by the leanest hand-written SQL on the same database; null where none is named
 * @param aim what the value should reach; below it where {@code lessIsBetter}
 * @param sound whether everything that must hold besides speed held, such as a clean proof
 * @param details what else was seen
 */
record Figure(
        double value,
        String unit,
        @Nullable Double ceiling,
        double aim,
        boolean lessIsBetter,
        boolean sound,
        Map<String, Object> details) {

    @Nullable
    Double ratio() {
        return ceiling == null || ceiling == 0 ? null : value / ceiling;
    }

    boolean met() {
        return sound && (lessIsBetter ? value < aim : value >= aim);
    }
}
