package io.tieout.catalog;

/**
 * Which system has the last word on an attribute of products, and what becomes of others' changes.
 *
 * @param attribute {@code name}, {@code gtin}, {@code taxCategory}, {@code unit}, {@code active}, {@code hierarchy} or the
 *     name of a further attribute; {@code *} for all that are not named
 */
public record AttributeOwner(String attribute, MasterSystem owner, Others others) {

    /** What becomes of another system's change. */
    public enum Others {
        REFUSE,
        PROPOSE
    }
}
