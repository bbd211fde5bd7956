package io.tieout.channels.shopify;

import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a mutation's payload says. */
final class ShopifyAnswers {

    private static final int ERRORS_MAX = 5;

    private ShopifyAnswers() {}

    /** The refusal, where the payload names errors of the caller's. */
    static Optional<Sent> refusal(ShopifyApi.Answer.Data data, String mutation, String errors) {
        var payload = data.data().path(mutation);
        if (!payload.isObject()) {
            return Optional.of(
                    new Sent(new Outcome.Unknown("There is no payload of " + mutation), data.status(), data.body()));
        }
        var list = payload.path(errors);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        var text = list.values().stream()
                .limit(ERRORS_MAX)
                .map(error -> error.path("message").asString(""))
                .collect(Collectors.joining("; "));
        var code = list.path(0).path("code").asString("");
        return Optional.of(new Sent(
                new Outcome.Refused(
                        "shopify." + (code.isEmpty() ? "user-error" : code.toLowerCase(java.util.Locale.ROOT)), text),
                data.status(),
                data.body()));
    }

    static Sent accepted(ShopifyApi.Answer.Data data, @Nullable String number) {
        return new Sent(new Outcome.Accepted(number), data.status(), data.body());
    }

    static Sent refused(ShopifyApi.Answer.Data data, String code, String reason) {
        return new Sent(new Outcome.Refused(code, reason), data.status(), data.body());
    }

    static Iterable<JsonNode> nodes(JsonNode connection) {
        return connection.path("nodes").values();
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }
}
