package io.tieout.kernel;

import org.jmolecules.ddd.types.Identifier;

/** One connection to a partner system, such as one seller account or one shop; for sales it is the channel. */
public record ConnectionCode(String value) implements Identifier, Comparable<ConnectionCode> {

    public ConnectionCode {
        value = Texts.code("ConnectionCode", value, 64);
    }

    public static ConnectionCode of(String value) {
        return new ConnectionCode(value);
    }

    @Override
    public int compareTo(ConnectionCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
