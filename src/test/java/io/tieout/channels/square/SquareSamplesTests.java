package io.tieout.channels.square;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.format.JsonFields;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every recorded call of Square: each order, payment and refund that it answers, under its kind. */
class SquareSamplesTests {

    private static final Map<String, String> KINDS = Map.of(
            "order",
            "order",
            "orders",
            "order",
            "payment",
            "payment",
            "payments",
            "payment",
            "refund",
            "refund",
            "refunds",
            "refund");

    @Test
    void everyRecordedCallHasItsOutcome() throws IOException {
        Samples.of("square.txt", "pos/square/recorded/tests/*").check(payload -> {
            var outcomes = new TreeSet<String>();
            responses(JsonMapper.shared().readTree(payload).path("api"), outcomes);
            return outcomes.isEmpty() ? "nothing of interest" : String.join(" | ", outcomes);
        });
    }

    private static void responses(JsonNode node, TreeSet<String> outcomes) {
        if (node.has("response")) {
            for (var field : node.path("response").properties()) {
                var kind = KINDS.get(field.getKey());
                if (kind != null) {
                    var objects = field.getValue().isArray()
                            ? List.copyOf(field.getValue().values())
                            : List.of(field.getValue());
                    objects.forEach(object -> outcomes.add(outcome(kind, object)));
                }
            }
            return;
        }
        node.values().forEach(child -> responses(child, outcomes));
    }

    private static String outcome(String kind, JsonNode object) {
        try {
            var fields = SquareAdapter.unwrap(JsonFields.of(object, "", InboxProblem.FIELD_INVALID), kind);
            return switch (kind) {
                case "order" -> order(fields);
                case "payment" -> {
                    var payment = SquarePayments.read(fields);
                    yield "payment " + payment.id() + " " + payment.state() + " " + payment.method() + " "
                            + payment.amount() + " of " + payment.order();
                }
                default ->
                    "refund " + fields.text("id", 255) + " " + SquareMoney.read(fields, "amount_money") + " of "
                            + fields.textOrNull("payment_id");
            };
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code();
        }
    }

    private static String order(JsonFields fields) {
        var state = fields.text("state", 32);
        if (!state.equals("COMPLETED")) {
            return "order " + fields.text("id", 64) + " " + state;
        }
        var order = SquareOrder.read(fields);
        var parts = new ArrayList<String>();
        if (!order.sold().isEmpty()) {
            var currency = java.util.Objects.requireNonNull(order.currency());
            var worth = Money.zero(currency);
            for (var item : order.sold()) {
                worth = worth.plus(item.gross());
            }
            assertThat(SquareTenders.sum(currency, order.tenders())).isEqualTo(worth);
            parts.add("sold " + order.sold().size() + " lines for " + worth + " by "
                    + order.tenders().getFirst().method());
        }
        order.back()
                .forEach(back -> parts.add("took back " + back.items().size() + " lines, " + back.withoutGoods()
                        + " for no goods, of " + back.sourceOrder()));
        return "order " + order.id() + " " + String.join(", ", parts);
    }
}
