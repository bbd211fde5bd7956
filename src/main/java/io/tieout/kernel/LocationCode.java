package io.tieout.kernel;

import org.jmolecules.ddd.types.Identifier;

/** A place that holds stock or sells: a store, a warehouse, a 3PL, or a virtual one. */
public record LocationCode(String value) implements Identifier, Comparable<LocationCode> {

    public LocationCode {
        value = Texts.code("LocationCode", value, 32);
    }

    public static LocationCode of(String value) {
        return new LocationCode(value);
    }

    @Override
    public int compareTo(LocationCode other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
