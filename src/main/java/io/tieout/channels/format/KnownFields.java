package io.tieout.channels.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The fields that a partner's published model names. Written in a resource: one object per line, its path, a colon, and its
 * fields; {@code *} after a field means that whatever is below it is known.
 */
public final class KnownFields {

    private static final int UNKNOWN_MAX = 20;

    private final Node root;

    private KnownFields(Node root) {
        this.root = root;
    }

    /** @param resource beside the class */
    public static KnownFields load(Class<?> beside, String resource) {
        var root = new Node();
        try (var stream = beside.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("There is no resource " + resource);
            }
            var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            lines.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(line -> root.add(line));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return new KnownFields(root);
    }

    /** The fields that these documents have, and those that the lines name in the resource's form. */
    public static KnownFields of(Collection<JsonNode> documents, Collection<String> lines) {
        var root = new Node();
        documents.forEach(document -> root.addAll(document));
        lines.stream().map(String::strip).filter(line -> line.indexOf(':') >= 0).forEach(root::add);
        return new KnownFields(root);
    }

    /** Paths of fields that the model does not name, such as {@code line_items.colour}; at most twenty. */
    public Set<String> unknown(JsonNode document) {
        var unknown = new TreeSet<String>();
        walk(document, root, "", unknown);
        return unknown;
    }

    private static void walk(JsonNode value, Node known, String path, Set<String> unknown) {
        if (value.isArray()) {
            value.forEach(item -> walk(item, known, path, unknown));
        } else if (value.isObject()) {
            for (var field : value.properties()) {
                var name = field.getKey();
                var child = known.children.get(name);
                if (child == null) {
                    if (unknown.size() < UNKNOWN_MAX) {
                        unknown.add(shortened(path.isEmpty() ? name : path + "." + name));
                    }
                } else if (!child.open && !child.children.isEmpty()) {
                    walk(field.getValue(), child, path.isEmpty() ? name : path + "." + name, unknown);
                }
            }
        }
    }

    private static String shortened(String path) {
        var clean = path.replaceAll("\\p{Cntrl}", "?").strip();
        return clean.length() <= 120 ? clean : clean.substring(0, 120);
    }

    private static final class Node {
        private final Map<String, Node> children = new HashMap<>();
        private boolean open;

        private void add(String line) {
            var colon = line.indexOf(':');
            var at = this;
            for (var step : line.substring(0, colon).strip().split("\\.")) {
                if (!step.isEmpty()) {
                    at = at.child(step);
                }
            }
            for (var field : line.substring(colon + 1).strip().split("\\s+")) {
                var open = field.endsWith("*");
                at.child(open ? field.substring(0, field.length() - 1) : field).open |= open;
            }
        }

        private void addAll(JsonNode document) {
            if (document.isArray()) {
                document.forEach(this::addAll);
            }
            for (var field : document.properties()) {
                child(field.getKey()).addAll(field.getValue());
            }
        }

        private Node child(String name) {
            return children.computeIfAbsent(name, _ -> new Node());
        }
    }
}
