package io.tieout.exceptions.spi;

import java.util.List;

/** One statement that must always hold, and its proof over the data of one module (and, by facades, of others). */
public interface IntegrityCheck {

    /** Stable, such as {@code ledger.balanced}. */
    String id();

    /** What it proves, in a sentence an accountant would sign. */
    String statement();

    /** Runs the proof against committed data. Reads only. */
    Result check();

    /** How many things were looked at, and those that violate the statement (at most a few hundred are listed). */
    record Result(long checked, List<Violation> violations) {

        public Result {
            violations = List.copyOf(violations);
        }
    }

    /** One thing that is not as it must be. */
    record Violation(String subject, String expected, String actual) {}
}
