package io.tieout.orders;

import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A store's own system says whether it set goods aside.
 *
 * @param request which request it answers
 * @param refused what it does not hand over; empty confirms all
 * @param refusesAll why nothing at all is handed over; null where it is not so
 */
public record AnswerReservation(
        UUID request,
        Instant answeredAt,
        List<Refused> refused,
        @Nullable MissingReason refusesAll,
        @Nullable MessageId message) {

    public AnswerReservation {
        refused = List.copyOf(refused);
    }

    /** A part that it does not hand over. */
    public record Refused(String reference, Quantity quantity, MissingReason reason) {}

    public static AnswerReservation confirmed(UUID request, Instant at, @Nullable MessageId message) {
        return new AnswerReservation(request, at, List.of(), null, message);
    }

    public static AnswerReservation rejected(
            UUID request, MissingReason reason, Instant at, @Nullable MessageId message) {
        return new AnswerReservation(request, at, List.of(), reason, message);
    }
}
