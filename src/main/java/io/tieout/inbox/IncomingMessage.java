package io.tieout.inbox;

import io.tieout.kernel.ConnectionCode;
import java.io.InputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message at the door.
 *
 * @param kind what it is, such as {@code order} or {@code settlement}
 * @param adapter the adapter's name, by which its handler is found
 * @param identity the partner's own identity of the message; null where it has none: then the content's hash is it
 * @param version the partner's version of the object, if it has one (an update time or a number)
 * @param orderingKey messages with the same key are processed in order of arrival; null where order does not matter
 * @param headers the few transport headers worth keeping
 */
public record IncomingMessage(
        ConnectionCode connection,
        String adapter,
        String kind,
        @Nullable String identity,
        @Nullable String version,
        @Nullable String orderingKey,
        String contentType,
        Map<String, String> headers,
        String correlationId,
        InputStream body) {}
