package io.tieout.platform.internal.database;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot be had; the message says to the operator why, and what to do. */
public class DatabaseStartException extends RuntimeException {

    public DatabaseStartException(String message) {
        super(message);
    }

    public DatabaseStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
