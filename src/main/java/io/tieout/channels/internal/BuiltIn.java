package io.tieout.channels.internal;

import io.tieout.channels.Connection;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connection that is there without being set up: callers of the canonical API who name none. */
public final class BuiltIn {

    public static final ConnectionCode API = ConnectionCode.of("api");
    public static final String CANONICAL = "canonical";

    /** Stands for: the message itself names the entity, or there is only one. */
    public static final EntityCode NO_ENTITY = EntityCode.of("-");

    private static final Connection CONNECTION =
            new Connection(API, CANONICAL, NO_ENTITY, ZoneOffset.UTC, Map.of(), List.of(), false);

    private BuiltIn() {}

    public static Optional<Connection> connection(ConnectionCode code) {
        return code.equals(API) ? Optional.of(CONNECTION) : Optional.empty();
    }
}
