package io.tieout.flow;

import java.util.Map;

/** A partner's message as it goes through the door. */
record Letter(String connection, String kind, String contentType, Map<String, String> headers, String body) {

    static Letter json(String connection, String kind, String body) {
        return new Letter(connection, kind, "application/json", Map.of(), body);
    }

    static Letter xml(String connection, String kind, String body) {
        return new Letter(connection, kind, "application/xml", Map.of(), body);
    }

    static Letter text(String connection, String kind, String body) {
        return new Letter(connection, kind, "text/plain", Map.of(), body);
    }

    Letter with(String other) {
        return new Letter(connection, kind, contentType, headers, other);
    }
}
