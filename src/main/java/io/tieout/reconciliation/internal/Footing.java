package io.tieout.reconciliation.internal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up a settlement's rows while they stream past: opening + lines - closing must be the deposit. */
final class Footing {

    private BigDecimal opening = BigDecimal.ZERO;
    private BigDecimal lines = BigDecimal.ZERO;
    private BigDecimal closing = BigDecimal.ZERO;
    private long rows;
    private final Map<String, Long> unknownTypes = new LinkedHashMap<>();

    void add(String type, LineType meaning, BigDecimal amount) {
        rows++;
        switch (meaning.economicClass()) {
            case "reserve.previous" -> opening = opening.add(amount);
            case "reserve.current" -> closing = closing.subtract(amount);
            default -> lines = lines.add(amount);
        }
        if (!meaning.known()) {
            unknownTypes.merge(type, 1L, Long::sum);
        }
    }

    long rows() {
        return rows;
    }

    BigDecimal opening() {
        return opening;
    }

    BigDecimal lines() {
        return lines;
    }

    BigDecimal closing() {
        return closing;
    }

    /** What all rows add up to. */
    BigDecimal sum() {
        return opening.add(lines).subtract(closing);
    }

    Map<String, Long> unknownTypes() {
        return unknownTypes;
    }
}
