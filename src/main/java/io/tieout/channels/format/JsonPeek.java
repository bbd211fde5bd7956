package io.tieout.channels.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** A cheap look into a JSON document for a few identifying values, without building it in memory. */
public final class JsonPeek {

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int LENGTH_MAX = 128;

    private JsonPeek() {}

    /**
     * The values of these top-level fields, so far as they are there, short, and can be read.
     *
     * @param wrappers names of objects that are looked into as if their fields were at the top
     */
    public static Map<String, String> at(InputStream body, Set<String> names, Set<String> wrappers) throws IOException {
        var found = new HashMap<String, String>();
        try (body;
                var parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                walk(parser, names, wrappers, found);
            }
        } catch (JacksonException unreadable) {
            // What was found so far still tells whose turn it is; reading it in earnest will say what is wrong.
            return Map.copyOf(found);
        }
        return Map.copyOf(found);
    }

    private static void walk(JsonParser parser, Set<String> names, Set<String> wrappers, Map<String, String> found) {
        var depth = 1;
        while (depth > 0 && found.size() < names.size()) {
            var token = parser.nextToken();
            if (token == null) {
                return;
            }
            if (token == JsonToken.END_OBJECT) {
                depth--;
            } else if (token == JsonToken.PROPERTY_NAME) {
                var name = parser.currentName();
                var value = parser.nextToken();
                if (value == JsonToken.START_OBJECT && wrappers.contains(name)) {
                    depth++;
                } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                    parser.skipChildren();
                } else if (names.contains(name) && value != JsonToken.VALUE_NULL) {
                    keep(found, name, parser.getString());
                }
            }
        }
    }

    private static void keep(Map<String, String> found, String name, String text) {
        var stripped = text.strip();
        var clean = stripped.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
        if (!stripped.isEmpty() && stripped.length() <= LENGTH_MAX && clean) {
            found.putIfAbsent(name, stripped);
        }
    }
}
