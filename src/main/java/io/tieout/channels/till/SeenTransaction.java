package io.tieout.channels.till;

import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * One transaction of a message, looked at before anything is booked.
 *
 * @param key null where not even that can be read
 * @param transaction null where it cannot be read
 * @param problem why it cannot be booked as it stands
 * @param waits what must be there first
 */
public record SeenTransaction(
        TillTransaction.@Nullable ReceiptKey key,
        @Nullable TillTransaction transaction,
        @Nullable ProblemException problem,
        Outcome.@Nullable Parked waits) {

    /** One that was read. */
    public static SeenTransaction of(TillTransaction transaction) {
        return new SeenTransaction(transaction.key(), transaction, null, null);
    }

    /** One that cannot be read. @param key null where not even that can be read */
    public static SeenTransaction unreadable(TillTransaction.@Nullable ReceiptKey key, ProblemException unreadable) {
        return new SeenTransaction(key, null, unreadable, null);
    }

    SeenTransaction waitingFor(Outcome.Parked parked) {
        return new SeenTransaction(key, transaction, null, parked);
    }

    SeenTransaction refused(ProblemException refusal) {
        return new SeenTransaction(key, transaction, refusal, null);
    }

    boolean troubled() {
        return problem != null || waits != null;
    }

    /** The same for those that are in trouble for the same reason. */
    String trouble() {
        if (waits != null) {
            return waits.waitsFor();
        }
        return problem == null ? "" : problem.type().code() + " " + problem.getMessage();
    }
}
