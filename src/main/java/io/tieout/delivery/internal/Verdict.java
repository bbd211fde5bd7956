package io.tieout.delivery.internal;

import io.tieout.delivery.Delivery;
import io.tieout.delivery.spi.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt's outcome means for the message.
 *
 * @param nextAttemptAt null where there will be none
 * @param trouble what a person must hear of, if anything
 */
record Verdict(
        Delivery.State state,
        @Nullable Instant nextAttemptAt,
        @Nullable String error,
        @Nullable String documentNumber,
        boolean answerLost,
        Trouble trouble,
        boolean attempted) {

    /** Whether an attempt was made is only in doubt where it was postponed. */
    private Verdict(
            Delivery.State state,
            @Nullable Instant nextAttemptAt,
            @Nullable String error,
            @Nullable String documentNumber,
            boolean answerLost,
            Trouble trouble) {
        this(state, nextAttemptAt, error, documentNumber, answerLost, trouble, true);
    }

    /** By then the destination is paused on every node. */
    private static final Duration PAUSE_TAKES_HOLD = Duration.ofSeconds(3);

    /** What needs a person. */
    enum Trouble {
        NONE,
        DEAD,
        REFUSED,
        GONE
    }

    static Verdict of(Claimed message, Outcome outcome, RetrySchedule schedule, RandomGenerator random, Instant now) {
        return switch (outcome) {
            case Outcome.Accepted(var number) ->
                new Verdict(Delivery.State.DELIVERED, null, null, number, false, Trouble.NONE);
            case Outcome.Refused(var code, var reason) ->
                new Verdict(Delivery.State.DEAD, null, code + ": " + reason, null, false, Trouble.REFUSED);
            case Outcome.Retry(var reason, var after) ->
                again(message, reason, after, Delivery.State.PENDING, message.answerLost(), schedule, random, now);
            case Outcome.Unknown(var reason) ->
                again(message, reason, null, Delivery.State.UNKNOWN, true, schedule, random, now);
            case Outcome.Postponed(var reason, var after) ->
                new Verdict(
                        Delivery.State.PENDING,
                        now.plus(after),
                        reason,
                        null,
                        message.answerLost(),
                        Trouble.NONE,
                        false);
            case Outcome.Gone(var reason) ->
                new Verdict(
                        Delivery.State.PENDING,
                        now.plus(PAUSE_TAKES_HOLD),
                        reason,
                        null,
                        message.answerLost(),
                        Trouble.GONE);
        };
    }

    private static Verdict again(
            Claimed message,
            String reason,
            @Nullable Duration asked,
            Delivery.State state,
            boolean answerLost,
            RetrySchedule schedule,
            RandomGenerator random,
            Instant now) {
        var attempts = message.attempts() - message.attemptsBefore() + 1;
        return schedule.after(attempts, random)
                .map(wait -> asked != null && asked.compareTo(wait) > 0 ? asked : wait)
                .map(wait -> new Verdict(state, now.plus(wait), reason, null, answerLost, Trouble.NONE))
                .orElseGet(() -> new Verdict(Delivery.State.DEAD, null, reason, null, answerLost, Trouble.DEAD));
    }

    boolean delivered() {
        return state == Delivery.State.DELIVERED;
    }
}
