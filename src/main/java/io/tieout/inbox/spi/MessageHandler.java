package io.tieout.inbox.spi;

import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemType;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Understands messages of some adapter and kind. */
public interface MessageHandler {

    boolean handles(String adapter, String kind);

    /**
     * Does what the message says, in the caller's transaction, which also ends the message; idempotent, for a message may
     * come again. The running correlation names the message as cause.
     *
     * @throws io.tieout.kernel.ProblemException the transaction rolls back and the message fails with its code, owned by a
     *     work item; any other exception is retried a few times first
     */
    Outcome handle(InboxMessage message, Raw raw) throws IOException;

    /** Opens the raw bytes, as often as wanted. */
    interface Raw {
        InputStream open() throws IOException;
    }

    /** What became of the message. */
    sealed interface Outcome {

        /** Done; these business objects were touched. */
        record Processed(Set<BusinessKey> subjects) implements Outcome {}

        /** Nothing to do: older than what is known, or not of interest. */
        record Ignored(String reason) implements Outcome {}

        /**
         * Cannot go on until something is there, such as {@code mapping:store:tills:0042}; the transaction's other effects
         * are rolled back. A work item is raised for the subject, one for all that wait for the same.
         */
        record Parked(ProblemType problem, String waitsFor, String ownerRole, String reason) implements Outcome {}

        /**
         * The message is several that stand each on its own: what the handler has done is rolled back, each part becomes a
         * message of the same connection and kind that names this one as its parent, and this one is ended. A part that is
         * there already (by its identity and version, else by its content) is not made twice.
         */
        record Split(Parts parts) implements Outcome {}

        /** Done, and a person must look at these (for instance unknown fields that were kept). */
        record ProcessedWithRemarks(Set<BusinessKey> subjects, List<Remark> remarks) implements Outcome {}
    }

    /** Hands over the parts of a message, one after the other, so that they need never be in memory together. */
    interface Parts {
        void each(Consumer<Part> taker) throws IOException;
    }

    /**
     * A part of a message.
     *
     * @param identity the partner's own identity of it; null where it has none: then the content's hash is it
     */
    record Part(
            @Nullable String identity,
            @Nullable String version,
            @Nullable String orderingKey,
            String contentType,
            byte[] body) {}

    /** Something odd that did not stop the message. */
    record Remark(
            ProblemType problem, BusinessKey subject, String ownerRole, String detail, Map<String, String> context) {}
}
