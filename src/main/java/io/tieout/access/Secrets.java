package io.tieout.access;

import io.tieout.access.internal.SealedSecrets;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Secrets by name, encrypted at rest with the hub's key. A value {@code env:NAME} is read from the environment instead. */
@Service
public class Secrets {

    private final SealedSecrets secrets;

    Secrets(SealedSecrets secrets) {
        this.secrets = secrets;
    }

    /** Stores or replaces a secret in the caller's transaction. */
    @Transactional
    public void put(String name, String value) {
        secrets.put(name, value);
    }

    /**
     * The secret in clear. Cached for a few seconds, since every signed message needs one.
     *
     * @throws io.tieout.kernel.ProblemException {@code secret.unreadable} where the hub's key is another one,
     *     {@code secret.reference-empty} where the environment lacks the variable
     */
    public Optional<String> get(String name) {
        return secrets.get(name);
    }

    /** Whether this very value, or this very reference, is what is stored; false too where what is stored cannot be read. */
    @Transactional(readOnly = true)
    public boolean holds(String name, String value) {
        return secrets.holds(name, value);
    }

    /**
     * How the configuration file shows it: {@code env:NAME} as it was given, {@code stored} for a value that never leaves
     * the hub; empty where there is none.
     */
    @Transactional(readOnly = true)
    public Optional<String> reference(String name) {
        return secrets.reference(name);
    }

    @Transactional
    public void remove(String name) {
        secrets.remove(name);
    }
}
