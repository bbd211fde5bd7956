package io.tieout.channels.edi;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Reads an EDI file to its end, so that nothing is booked of one whose envelopes do not agree, and hands over what is in it:
 * one message at once, several as messages of their own.
 */
@Component
public class EdiMessages {

    /** The connection's setting of the character set; EDIFACT's own names of character sets are not needed then. */
    static final String CHARSET = "charset";

    /** Understands one message. */
    public interface Taker {
        Outcome take(EdiMessage message);
    }

    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw, Taker taker)
            throws IOException {
        EdiMessage only = null;
        var count = 0;
        try (var file = EdiFile.open(raw.open(), charset(connection))) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                only = next.get();
                count++;
            }
        }
        if (only == null) {
            return new Outcome.Ignored("The file has no messages");
        }
        return count == 1 ? taker.take(only) : split(connection, raw);
    }

    private static Outcome split(Connection connection, MessageHandler.Raw raw) {
        return new Outcome.Split(taker -> {
            try (var file = EdiFile.open(raw.open(), charset(connection))) {
                for (var next = file.next(); next.isPresent(); next = file.next()) {
                    var body = new EdiWriter(charset(connection)).alone(next.get());
                    taker.accept(new MessageHandler.Part(
                            next.get().identity(), UUID.nameUUIDFromBytes(body).toString(), null, "text/plain", body));
                }
            }
        });
    }

    static Charset charset(Connection connection) {
        var name = connection.settings().get(CHARSET);
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    ChannelProblem.SETTING_INVALID,
                    "Connection " + connection.code() + " has the setting " + CHARSET + " " + name,
                    unknown);
        }
    }
}
