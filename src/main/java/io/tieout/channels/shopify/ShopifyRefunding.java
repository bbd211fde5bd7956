package io.tieout.channels.shopify;

import io.tieout.channels.shopify.ShopifyApi.Answer;
import io.tieout.channels.spi.ChannelCommand.PayRefund;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.Sent;
import io.tieout.kernel.Money;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Has a shop pay money back, once: the note of the refund bears the hub's mark, and a refund with the mark is looked for before
 * every attempt. Goods are never restocked by it.
 */
final class ShopifyRefunding {

    private static final JsonMapper JSON = JsonMapper.shared();

    private ShopifyRefunding() {}

    static Sent send(ShopifyApi api, PayRefund refund) {
        var asked = api.graphql(
                "tieoutPayments",
                Priority.ORDERS,
                ShopifyGraphql.PAYMENTS,
                JSON.createObjectNode().put("id", ShopifyGraphql.gid("Order", refund.orderExternalId())));
        return switch (asked) {
            case Answer.Failed(var sent) -> sent;
            case Answer.Data data -> pay(api, refund, data);
        };
    }

    private static Sent pay(ShopifyApi api, PayRefund refund, Answer.Data data) {
        var order = data.data().path("order");
        if (!order.isObject()) {
            return ShopifyAnswers.refused(
                    data, "shopify.order-unknown", "The shop has no order " + refund.orderExternalId());
        }
        for (var known : order.path("refunds").values()) {
            if (ShopifyMarks.find(ShopifyAnswers.text(known, "note"))
                    .filter(refund.refund()::equals)
                    .isPresent()) {
                return ShopifyAnswers.accepted(data, ShopifyGraphql.number(ShopifyAnswers.text(known, "id")));
            }
        }
        var input = input(order, refund);
        if (input.isEmpty()) {
            return ShopifyAnswers.refused(
                    data,
                    "shopify.not-refundable",
                    "No payments of order " + refund.orderExternalId() + " have " + refund.amount() + " left");
        }
        var variables = JSON.createObjectNode().put("key", refund.refund().toString());
        variables.set("input", input.get());
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

    /** Empty where the payments do not have so much left. */
    private static Optional<ObjectNode> input(JsonNode order, PayRefund refund) {
        var orderId = ShopifyGraphql.gid("Order", refund.orderExternalId());
        var input = JSON.createObjectNode()
                .put("orderId", orderId)
                .put("note", ShopifyMarks.note(refund.reason(), refund.refund()))
                .put("notify", true)
                .put("currency", refund.amount().currency().getCurrencyCode());
        var lines = input.putArray("refundLineItems");
        refund.lines().stream()
                .filter(line -> line.reference() != null)
                .forEach(line -> lines.addObject()
                        .put("lineItemId", ShopifyGraphql.gid("LineItem", String.valueOf(line.reference())))
                        .put("quantity", line.quantity().value().longValueExact())
                        .put("restockType", "NO_RESTOCK"));
        var open = refund.amount();
        var transactions = input.putArray("transactions");
        for (var payment : payments(order, refund.paymentReference(), open).entrySet()) {
            if (!open.isPositive()) {
                break;
            }
            var left = payment.getValue().left();
            var part = left.compareTo(open) < 0 ? left : open;
            open = open.minus(part);
            transactions
                    .addObject()
                    .put("orderId", orderId)
                    .put("parentId", payment.getKey())
                    .put("gateway", payment.getValue().gateway())
                    .put("kind", "REFUND")
                    .put("amount", part.amount().toPlainString());
        }
        return open.isZero() ? Optional.of(input) : Optional.empty();
    }

    private record Payment(String gateway, Money left) {}

    /** What can be paid back of each payment; the one that was asked for comes first. */
    private static Map<String, Payment> payments(JsonNode order, @Nullable String asked, Money amount) {
        var currency = amount.currency();
        var payments = new LinkedHashMap<String, Payment>();
        if (asked != null) {
            payments.put(ShopifyGraphql.gid("OrderTransaction", asked), new Payment("", Money.zero(currency)));
        }
        for (var transaction : order.path("transactions").values()) {
            var money = transaction.path("amountSet").path("shopMoney");
            if (!"SUCCESS".equals(ShopifyAnswers.text(transaction, "status"))
                    || !currency.getCurrencyCode().equals(ShopifyAnswers.text(money, "currencyCode"))) {
                continue;
            }
            var value = new Money(new BigDecimal(ShopifyAnswers.text(money, "amount")), currency);
            switch (ShopifyAnswers.text(transaction, "kind")) {
                case "SALE", "CAPTURE" ->
                    payments.merge(
                            ShopifyAnswers.text(transaction, "id"),
                            new Payment(ShopifyAnswers.text(transaction, "gateway"), value),
                            (one, other) ->
                                    new Payment(other.gateway(), one.left().plus(other.left())));
                case "REFUND" ->
                    payments.merge(
                            ShopifyAnswers.text(transaction.path("parentTransaction"), "id"),
                            new Payment("", value.negated()),
                            (one, other) ->
                                    new Payment(one.gateway(), one.left().plus(other.left())));
                default -> {} // an authorisation or a void holds no money
            }
        }
        payments.values().removeIf(payment -> !payment.left().isPositive());
        return payments;
    }
}
