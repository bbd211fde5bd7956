package io.tieout.inbox;

import io.tieout.kernel.Actor;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Page;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one door. A message is stored as it came and acknowledged before anything is done with it; processing happens apart,
 * in order per ordering key, through the {@link io.tieout.inbox.spi.MessageHandler} that claims its kind.
 */
public class Inbox {

    /**
     * Stores a message in its own transaction and returns when it is durable. The same identity with the same content is a
     * duplicate and changes nothing; the same identity and version with other content is a conflict.
     *
     * @throws io.tieout.kernel.ProblemException {@code message.identity-reused}
     */
    public Receipt receive(IncomingMessage message) {
        throw new UnsupportedOperationException();
    }

    public Optional<InboxMessage> find(MessageId id) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #find}, but waits until the message has an end state or the time is up. */
    public Optional<InboxMessage> await(MessageId id, Duration timeout) {
        throw new UnsupportedOperationException();
    }

    /** The raw bytes as received (or as last repaired), streamed. */
    public InputStream open(MessageId id) {
        throw new UnsupportedOperationException();
    }

    public Page<InboxMessage> list(InboxFilter filter, int limit, @Nullable String after) {
        throw new UnsupportedOperationException();
    }

    /** Processes it once more from the stored bytes. */
    public void replay(MessageId id, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Stores a repaired body beside the original, which is kept, and processes that. */
    public void repair(MessageId id, byte[] body, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Takes up again all messages that were parked waiting for this key, such as an approved mapping; joins the caller's transaction. */
    public int resume(String waitsFor) {
        throw new UnsupportedOperationException();
    }
}
