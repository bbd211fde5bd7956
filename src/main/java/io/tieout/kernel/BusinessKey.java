package io.tieout.kernel;

import org.jmolecules.ddd.types.Identifier;

/** Names one business object across modules, as kind and code: {@code order:shop:1001}. The key by which messages keep their order. */
public record BusinessKey(String value) implements Identifier, Comparable<BusinessKey> {

    public BusinessKey {
        value = Texts.code("BusinessKey", value, 256);
    }

    public static BusinessKey of(String value) {
        return new BusinessKey(value);
    }

    @Override
    public int compareTo(BusinessKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
