package io.tieout.orders;

import io.tieout.kernel.Ids;
import java.util.UUID;
import org.jmolecules.ddd.types.Identifier;

/** Our own identity of an order. */
public record OrderId(UUID value) implements Identifier {

    public static OrderId next() {
        return new OrderId(Ids.next());
    }

    public static OrderId of(String value) {
        return new OrderId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
