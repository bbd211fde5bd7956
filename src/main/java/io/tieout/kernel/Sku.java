package io.tieout.kernel;

import org.jmolecules.ddd.types.Identifier;

/** The hub's own stock-keeping unit: what is counted, reserved and sold. Partners' identifiers map to it. */
public record Sku(String value) implements Identifier, Comparable<Sku> {

    public Sku {
        value = Texts.code("Sku", value, 64);
    }

    public static Sku of(String value) {
        return new Sku(value);
    }

    @Override
    public int compareTo(Sku other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
