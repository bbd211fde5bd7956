package io.tieout.channels.shopify;

import io.tieout.channels.shopify.ShopifyApi.Answer;
import io.tieout.channels.spi.ChannelCommand.CancelLines;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Sent;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a shop that lines will not be shipped. Where nothing of the order is left it is cancelled; else the lines are taken out
 * by a refund of no money with the hub's mark, by which a repeat is known. Money is another command's matter.
 */
final class ShopifyCancelling {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int NOTE_LENGTH_MAX = 255;

    private ShopifyCancelling() {}

    static Sent send(ShopifyApi api, CancelLines command, UUID id) {
        var asked = api.graphql(
                "tieoutLines",
                Priority.ORDERS,
                ShopifyGraphql.LINES,
                JSON.createObjectNode().put("id", ShopifyGraphql.gid("Order", command.orderExternalId())));
        return switch (asked) {
            case Answer.Failed(var sent) -> sent;
            case Answer.Data data -> cancel(api, command, id, data);
        };
    }

    private static Sent cancel(ShopifyApi api, CancelLines command, UUID id, Answer.Data data) {
        var order = data.data().path("order");
        if (!order.isObject()) {
            return ShopifyAnswers.refused(
                    data, "shopify.order-unknown", "The shop has no order " + command.orderExternalId());
        }
        var done = order.path("refunds").values().stream()
                .filter(refund -> ShopifyMarks.find(ShopifyAnswers.text(refund, "note"))
                        .filter(id::equals)
                        .isPresent())
                .findFirst();
        if (done.isPresent() || !ShopifyAnswers.text(order, "cancelledAt").isEmpty()) {
            return ShopifyAnswers.accepted(
                    data,
                    done.map(refund -> ShopifyGraphql.number(ShopifyAnswers.text(refund, "id")))
                            .orElse(null));
        }
        var wanted = new TreeMap<String, Long>();
        command.lines()
                .forEach(line -> wanted.merge(
                        ShopifyGraphql.number(line.reference()),
                        line.quantity().value().longValueExact(),
                        Long::sum));
        return isAll(order, wanted) ? whole(api, command, id) : part(api, command, id, wanted);
    }

    /** Nothing was shipped, and nothing would be left. */
    private static boolean isAll(JsonNode order, Map<String, Long> wanted) {
        for (var line : ShopifyAnswers.nodes(order.path("lineItems"))) {
            var current = line.path("currentQuantity").asLong(0);
            var open = line.path("unfulfilledQuantity").asLong(0);
            var taken = wanted.getOrDefault(ShopifyGraphql.number(ShopifyAnswers.text(line, "id")), 0L);
            if (current != open || taken < current) {
                return false;
            }
        }
        return true;
    }

    private static Sent whole(ShopifyApi api, CancelLines command, UUID id) {
        var note = ShopifyMarks.note(command.reason(), id);
        var variables = JSON.createObjectNode()
                .put("orderId", ShopifyGraphql.gid("Order", command.orderExternalId()))
                .put("reason", "INVENTORY")
                .put("note", note.length() <= NOTE_LENGTH_MAX ? note : note.substring(note.length() - NOTE_LENGTH_MAX));
        return switch (api.graphql("tieoutCancel", Priority.ORDERS, ShopifyGraphql.CANCEL, variables)) {
            case Answer.Failed(var sent) -> sent;
            case Answer.Data done ->
                ShopifyAnswers.refusal(done, "orderCancel", "orderCancelUserErrors")
                        .orElseGet(() -> ShopifyAnswers.accepted(done, null));
        };
    }

    private static Sent part(ShopifyApi api, CancelLines command, UUID id, Map<String, Long> wanted) {
        var variables = JSON.createObjectNode().put("key", id.toString());
        var input = variables
                .putObject("input")
                .put("orderId", ShopifyGraphql.gid("Order", command.orderExternalId()))
                .put("note", ShopifyMarks.note(command.reason(), id))
                .put("notify", false);
        var lines = input.putArray("refundLineItems");
        wanted.forEach((line, quantity) -> lines.addObject()
                .put("lineItemId", ShopifyGraphql.gid("LineItem", line))
                .put("quantity", quantity)
                .put("restockType", "NO_RESTOCK"));
        return switch (api.graphql("tieoutRefund", Priority.ORDERS, ShopifyGraphql.REFUND, variables)) {
            case Answer.Failed(var sent) -> sent;
            case Answer.Data done ->
                ShopifyAnswers.refusal(done, "refundCreate", "userErrors")
                        .orElseGet(() -> ShopifyAnswers.accepted(
                                done,
                                ShopifyGraphql.number(ShopifyAnswers.text(
                                        done.data().path("refundCreate").path("refund"), "id"))));
        };
    }
}
