package io.tieout.channels.shopify;

import io.tieout.access.Roles;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.refunds.ProviderAnswers;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.Orders;
import io.tieout.returns.ReturnFacts;
import io.tieout.returns.Returns;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Webhook {@code refunds/create}. A refund is a fact about money; its flag that goods were put back is the shop's own wish and
 * moves no stock (R64): goods that were shipped are expected back, and count when a warehouse or store has received them. What
 * was never shipped is not returned but taken out of the order, which the order's own message tells.
 */
@Component
class ShopifyRefunds extends ShopifyTopic {

    private static final KnownFields KNOWN = KnownFields.load(ShopifyRefunds.class, "refund.fields");

    private final Orders orders;
    private final Returns returns;
    private final ReturnFacts facts;
    private final ProviderAnswers answers;
    private final ShopifyRefundReader reader;
    private final Drift drift;

    ShopifyRefunds(
            Orders orders,
            Returns returns,
            ReturnFacts facts,
            ProviderAnswers answers,
            ShopifyRefundReader reader,
            Drift drift,
            ShopifyWatch watch) {
        super(Set.of("refund"), "refund", watch);
        this.orders = orders;
        this.returns = returns;
        this.facts = facts;
        this.answers = answers;
        this.reader = reader;
        this.drift = drift;
    }

    @Override
    @Nullable
    String object(Map<String, String> found) {
        var id = found.get("id");
        return id == null ? null : "refund:" + id;
    }

    @Override
    @Nullable
    String orderingKey(Connection connection, Map<String, String> found) {
        var order = found.get("order_id");
        return order == null ? null : ShopifyOrders.key(connection, order);
    }

    static JsonFields unwrap(JsonFields document) {
        var wrapped = document.objectOrNull("refund");
        var refund = wrapped == null ? document : wrapped;
        if (!refund.has("order_id") || !refund.has("refund_line_items")) {
            throw new ProblemException(
                    InboxProblem.NOT_THIS_KIND, "This is no refund: it needs order_id and refund_line_items");
        }
        return refund;
    }

    @Override
    Outcome take(Connection connection, InboxMessage message, JsonFields document) {
        var refund = unwrap(document);
        var number = refund.text("id", 64);
        var orderId = refund.text("order_id", 128);
        var own = ShopifyMarks.find(refund.textOrNull("note"));
        if (own.isPresent()) {
            return repeated(refund, own.get());
        }
        var order = orders.find(connection.code(), orderId);
        if (order.isEmpty()) {
            return new Outcome.Parked(
                    ChannelProblem.ORDER_NOT_HERE,
                    ShopifyOrders.key(connection, orderId),
                    Roles.OPERATIONS,
                    "Refund " + number + " is of order " + orderId + " of " + connection.code()
                            + ", which is not here yet");
        }
        var subjects = new HashSet<BusinessKey>();
        subjects.add(BusinessKey.of(ShopifyOrders.key(connection, orderId)));
        var back = reader.register(connection, refund, order.get(), message.id());
        if (back.isPresent()) {
            returns.register(back.get());
            subjects.add(BusinessKey.of(
                    "return:" + connection.code() + ":" + back.get().externalId()));
        } else if (reader.paid(refund).isPresent() && !reader.takesOut(refund, order.get())) {
            return withoutGoods(connection, refund, order.get(), subjects);
        }
        return drift.processed(NAME, subjects, KNOWN.unknown(refund.node()));
    }

    /** What the hub had told the shop comes back; of a refund it is the answer that the money went. */
    private Outcome repeated(JsonFields refund, UUID own) {
        return facts.asked(own) && reader.paid(refund).isPresent()
                ? answers.told(own.toString(), refund.text("id", 64), true, "The shop paid it back")
                : new Outcome.Ignored("The shop repeats what the hub had told it: " + own);
    }

    private Outcome withoutGoods(
            Connection connection, JsonFields refund, OrderDetails order, Set<BusinessKey> subjects) {
        var number = refund.text("id", 64);
        var orderId = order.summary().externalId();
        var amount = reader.paid(refund).orElseThrow();
        return new Outcome.ProcessedWithRemarks(
                subjects,
                List.of(new Remark(
                        ShopifyProblem.REFUND_WITHOUT_GOODS,
                        BusinessKey.of("refund:" + connection.code() + ":" + number),
                        Roles.FINANCE_CLERK,
                        "Refund " + number + " paid " + amount + " back on order " + orderId + " of "
                                + connection.code() + " without goods",
                        Map.of("order", orderId, "amount", amount.toString()))));
    }
}
