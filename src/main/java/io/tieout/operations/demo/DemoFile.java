package io.tieout.operations.demo;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One partner's message of the sample day.
 *
 * @param name its file name, by which a person finds it in the data folder
 * @param connection and {@code kind}: the door it goes through
 */
record DemoFile(
        String name, String connection, String kind, String contentType, Map<String, String> headers, byte[] body) {

    static DemoFile json(String name, String connection, String kind, Map<String, String> headers, String body) {
        return new DemoFile(name, connection, kind, "application/json", headers, body.getBytes(StandardCharsets.UTF_8));
    }

    static DemoFile xml(String name, String connection, String kind, String body) {
        return new DemoFile(name, connection, kind, "application/xml", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    static DemoFile text(String name, String connection, String kind, String body) {
        return new DemoFile(name, connection, kind, "text/plain", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
