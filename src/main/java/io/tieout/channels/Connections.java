package io.tieout.channels;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The connected partner accounts. */
public class Connections {

    public Optional<Connection> find(ConnectionCode code) {
        throw new UnsupportedOperationException();
    }

    public List<Connection> list() {
        throw new UnsupportedOperationException();
    }

    /** @param secrets values to store; names that are absent are left alone */
    public void save(Connection connection, Map<String, String> secrets, Actor by) {
        throw new UnsupportedOperationException();
    }
}
