package io.tieout.returns;

import io.tieout.kernel.Ids;
import java.util.UUID;
import org.jmolecules.ddd.types.Identifier;

/** Our own identity of a return. */
public record ReturnId(UUID value) implements Identifier {

    public static ReturnId next() {
        return new ReturnId(Ids.next());
    }

    public static ReturnId of(String value) {
        return new ReturnId(UUID.fromString(value));
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
