package io.tieout.access;

import java.util.Optional;

/** Secrets by name, encrypted at rest with the hub's key. A value {@code env:NAME} is read from the environment instead. */
public class Secrets {

    /** Stores or replaces a secret in the caller's transaction. */
    public void put(String name, String value) {
        throw new UnsupportedOperationException();
    }

    public Optional<String> get(String name) {
        throw new UnsupportedOperationException();
    }

    public void remove(String name) {
        throw new UnsupportedOperationException();
    }
}
