package io.tieout.access;

import io.tieout.kernel.Actor;
import java.util.Map;

/** The audit log: who did what to what, when; each entry chained to the one before by a hash. */
public class Audit {

    /**
     * Appends an entry in the caller's transaction, so that the deed and its record stand or fall together.
     *
     * @param action past tense, such as {@code mapping.approved}
     * @param detail facts without personal data or secrets
     */
    public void record(Actor by, String action, String subject, Map<String, String> detail) {
        throw new UnsupportedOperationException();
    }
}
