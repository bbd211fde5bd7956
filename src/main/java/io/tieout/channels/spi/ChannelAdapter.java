package io.tieout.channels.spi;

import io.tieout.channels.Connection;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Translates one partner's messages into canonical commands and calls the facades. Decides nothing. Several adapters may share
 * a name and serve different kinds. Names of headers come in lower case.
 */
public interface ChannelAdapter {

    /** The name in a connection's {@code adapter}, such as {@code shopify}. */
    String name();

    /** The message kinds it understands. */
    Set<String> kinds();

    /**
     * Whether messages are authenticated by the partner's own signature over the raw body; those of other adapters need a
     * bearer key.
     */
    boolean signs();

    /**
     * The media types in which a kind may come, without parameters; {@code text/*} stands for a family. Others are refused
     * with 415.
     */
    default Set<String> mediaTypes(String kind) {
        return Set.of(
                "application/json",
                "application/xml",
                "application/octet-stream",
                "application/edi-x12",
                "application/edifact",
                "text/*");
    }

    /** Verifies the signature. Only called where {@link #signs()}. @param secret by the name the adapter documents */
    default boolean verify(Connection connection, Map<String, String> headers, byte[] body, Secret secret) {
        return false;
    }

    /**
     * What the message is, from its headers and body (streamed where large): a cheap look, which must not fail on
     * unreadable content but return {@link Identification#NONE}.
     */
    Identification identify(Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException;

    /** Does what the message says; see {@link MessageHandler#handle}. */
    MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException;

    /**
     * The partner's identity, version and ordering key of a message. The ordering key is the business object's key, such as
     * {@code order:shop:1001}: it orders messages across connections, and a message that is parked waiting for that very key
     * is not in the way of later ones.
     */
    record Identification(
            @Nullable String identity,
            @Nullable String version,
            @Nullable String orderingKey) {
        public static final Identification NONE = new Identification(null, null, null);
    }

    /** Looks up one of the connection's secrets. */
    interface Secret {
        Optional<String> value(String name);
    }
}
