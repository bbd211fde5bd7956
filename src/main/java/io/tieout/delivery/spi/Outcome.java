package io.tieout.delivery.spi;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one attempt, as the adapter reads the receiver's answer. */
public sealed interface Outcome {

    /** The receiver has it. @param documentNumber its own number for it, where it told one */
    record Accepted(@Nullable String documentNumber) implements Outcome {}

    /** The receiver will not take it as it is: sending the same again is of no use. */
    record Refused(String code, String reason) implements Outcome {}

    /** It was not taken, and may be later. @param after what the receiver asked to wait, for all of its messages */
    record Retry(String reason, @Nullable Duration after) implements Outcome {}

    /** It was not even tried, for want of call budget: no attempt is counted or logged. @param after when to try */
    record Postponed(String reason, Duration after) implements Outcome {}

    /** It was sent and the answer was lost: the receiver may have it or not. */
    record Unknown(String reason) implements Outcome {}

    /** The receiver is gone for good: the destination is paused. */
    record Gone(String reason) implements Outcome {}
}
