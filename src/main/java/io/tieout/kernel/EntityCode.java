package io.tieout.kernel;

import org.jmolecules.ddd.types.Identifier;

/** A legal entity: the one whose books a posting belongs to. */
public record EntityCode(String value) implements Identifier, Comparable<EntityCode> {

    public EntityCode {
        value = Texts.code("EntityCode", value, 16);
    }

    public static EntityCode of(String value) {
        return new EntityCode(value);
    }

    @Override
    public int compareTo(EntityCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
