package io.tieout.channels.amazon;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * How far the orders are fetched: of a round that is under way its window, the next page's token and the orders of the last
 * page whose items are still to be fetched; between rounds only its end.
 */
record OrdersCursor(Instant since, Instant until, @Nullable String token, List<String> left, boolean done) {

    private static final JsonMapper JSON = JsonMapper.shared();

    OrdersCursor {
        left = List.copyOf(left);
    }

    static OrdersCursor round(Instant since, Instant until) {
        return new OrdersCursor(since, until, null, List.of(), false);
    }

    static @Nullable OrdersCursor read(@Nullable String text) {
        if (text == null) {
            return null;
        }
        var node = JSON.readTree(text);
        var left = new ArrayList<String>();
        node.path("left").forEach(id -> left.add(id.asString()));
        return new OrdersCursor(
                Instant.parse(node.path("since").asString()),
                Instant.parse(node.path("until").asString()),
                node.hasNonNull("token") ? node.path("token").asString() : null,
                left,
                node.path("done").asBoolean(false));
    }

    String write() {
        var node = JSON.createObjectNode()
                .put("since", since.toString())
                .put("until", until.toString())
                .put("done", done);
        if (token != null) {
            node.put("token", token);
        }
        if (!left.isEmpty()) {
            left.forEach(node.putArray("left")::add);
        }
        return JSON.writeValueAsString(node);
    }

    /** What comes after a page. */
    OrdersCursor after(@Nullable String nextToken, List<String> leftOfPage) {
        return new OrdersCursor(since, until, nextToken, leftOfPage, nextToken == null && leftOfPage.isEmpty());
    }

    /** From the start of the window: a token does not live for ever. */
    OrdersCursor again() {
        return round(since, until);
    }
}
