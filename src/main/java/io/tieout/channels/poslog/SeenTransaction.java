package io.tieout.channels.poslog;

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
record SeenTransaction(
        TillTransaction.@Nullable ReceiptKey key,
        @Nullable TillTransaction transaction,
        @Nullable ProblemException problem,
        Outcome.@Nullable Parked waits) {

    static SeenTransaction read(XmlPart part) {
        TillTransaction.ReceiptKey key = null;
        try {
            key = ReceiptReader.key(part);
            return new SeenTransaction(key, ReceiptReader.read(part), null, null);
        } catch (ProblemException unreadable) {
            return new SeenTransaction(key, null, unreadable, null);
        }
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
