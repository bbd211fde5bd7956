package io.tieout.delivery;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What another module wants one destination told.
 *
 * @param type begins with {@value #TYPE_PREFIX}, such as {@code command.confirm-shipment}
 * @param key within which order is kept
 * @param data the message's data as a JSON object, read again by the adapter that sends it
 * @param reservation the confirmed reservation, without which no {@code command.ship-order} is stored (the gate)
 * @param cause the inbound message it goes back to
 */
public record PartnerMessage(
        String destination,
        String type,
        BusinessKey key,
        EntityCode entity,
        Instant at,
        String data,
        @Nullable UUID reservation,
        @Nullable MessageId cause) {

    public static final String TYPE_PREFIX = "command.";

    public PartnerMessage {
        if (!type.matches("command\\.[a-z][a-z-]{0,60}")) {
            throw new IllegalArgumentException(type + " is no type of a command");
        }
        if (!data.startsWith("{")) {
            throw new IllegalArgumentException("The data of a command is a JSON object");
        }
    }
}
