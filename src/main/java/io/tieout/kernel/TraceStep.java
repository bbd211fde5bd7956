package io.tieout.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of a business object's story, published as an event by whichever module took it and stored with the fact by the
 * trace. It carries every identifier under which a person may look for it.
 *
 * @param at when it happened (UTC)
 * @param what the step's name in the past tense, such as {@code reservation.confirmed}
 * @param by the connection, actor or module that did it
 * @param subject the business object it happened to
 * @param identifiers all further identifiers: our ids, the partners' ids, document numbers, other subjects' keys
 * @param message the inbound message that caused it, if any
 * @param state done, waiting, needs-you, blocked or ignored: the vocabulary of status everywhere
 * @param detail a few facts for the reader, no personal data
 */
public record TraceStep(
        Instant at,
        String what,
        String by,
        BusinessKey subject,
        Set<String> identifiers,
        @Nullable MessageId message,
        State state,
        Map<String, String> detail) {

    /** The status vocabulary, the same in the API and on the screen. */
    public enum State {
        DONE,
        WAITING,
        NEEDS_YOU,
        BLOCKED,
        IGNORED
    }

    public TraceStep {
        identifiers = Set.copyOf(identifiers);
        detail = Map.copyOf(detail);
    }

    /** A step that is done, caused by the message of the running correlation. */
    public static TraceStep done(
            Instant at,
            String what,
            String by,
            BusinessKey subject,
            List<String> identifiers,
            Map<String, String> detail) {
        return new TraceStep(
                at,
                what,
                by,
                subject,
                Set.copyOf(identifiers),
                Correlation.current().cause(),
                State.DONE,
                detail);
    }
}
