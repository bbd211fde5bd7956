package io.tieout.kernel;

import java.util.UUID;
import org.jmolecules.ddd.types.Identifier;

/** The identity of one stored inbound message: what every business object names as its source. */
public record MessageId(UUID value) implements Identifier {

    public static MessageId next() {
        return new MessageId(Ids.next());
    }

    /** @throws IllegalArgumentException where it is not a UUID */
    public static MessageId of(String value) {
        return new MessageId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
