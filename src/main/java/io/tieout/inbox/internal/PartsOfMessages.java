package io.tieout.inbox.internal;

import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.IncomingMessage;
import io.tieout.inbox.spi.MessageHandler.Part;
import io.tieout.inbox.spi.MessageHandler.Parts;
import io.tieout.kernel.MessageId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes messages of a message's parts, in the caller's transaction. */
@Component
class PartsOfMessages {

    private final Messages messages;
    private final Bodies bodies;
    private final Clock clock;

    PartsOfMessages(Messages messages, Bodies bodies, Clock clock) {
        this.messages = messages;
        this.bodies = bodies;
        this.clock = clock;
    }

    /** How many parts there were, and how many of them were there before. */
    static final class Made {
        private int parts;
        private int known;

        @Override
        public String toString() {
            return "Taken apart into " + parts + " messages" + (known == 0 ? "" : ", " + known + " of them known");
        }
    }

    /** The parent of a part's parts is what was received, so that one step leads back from each. */
    Made store(InboxMessage message, Parts parts) {
        var parent = message.parent() == null ? message.id() : message.parent();
        var made = new Made();
        try {
            parts.each(part -> {
                made.parts++;
                if (!store(message, parent, part)) {
                    made.known++;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (made.parts < 2) {
            throw new IllegalStateException("A message was to be taken apart and has " + made.parts + " parts");
        }
        return made;
    }

    private boolean store(InboxMessage message, MessageId parent, Part part) {
        var id = MessageId.next();
        var incoming = new IncomingMessage(
                message.connection(),
                message.adapter(),
                message.kind(),
                part.identity(),
                part.version(),
                part.orderingKey(),
                part.contentType(),
                Map.of(),
                message.correlationId(),
                InputStream.nullInputStream());
        var digest = new Bodies.Digest(Bodies.sha256(part.body()), part.body().length);
        var inline = inline(part.body());
        var stored = messages.insert(id, incoming, digest, inline, clock.instant(), parent);
        if (stored && inline == null) {
            bodies.store(id, 0, part.body(), new ByteArrayInputStream(new byte[0]));
        }
        return stored;
    }

    private static byte @Nullable [] inline(byte[] body) {
        return body.length <= Bodies.INLINE_BYTES_MAX ? Gzip.pack(body, body.length) : null;
    }
}
