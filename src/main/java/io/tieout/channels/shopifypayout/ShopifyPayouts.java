package io.tieout.channels.shopifypayout;

import io.tieout.channels.Connection;
import io.tieout.channels.moneyfile.MoneyFileProblem;
import io.tieout.channels.moneyfile.SettlementInbox;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.SettlementFile;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Shopify Payments payouts. They are fetched by us or a script with a key, so they carry no signature of Shopify's. */
@Component
class ShopifyPayouts implements ChannelAdapter {

    private final SettlementInbox inbox;
    private final JsonMapper json;

    ShopifyPayouts(SettlementInbox inbox, JsonMapper json) {
        this.inbox = inbox;
        this.json = json;
    }

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("payout");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        try (var bytes = raw.open()) {
            var payout = PayoutDocument.head(bytes, json);
            return new Identification(null, null, "settlement:" + connection.code() + ":" + payout.id());
        } catch (ProblemException _) {
            return Identification.NONE;
        }
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        PayoutDocument payout;
        try (var bytes = raw.open()) {
            payout = PayoutDocument.head(bytes, json);
        }
        switch (payout.status()) {
            case "scheduled" -> {
                return new MessageHandler.Outcome.Ignored("Payout " + payout.id() + " is only scheduled");
            }
            case "failed", "canceled", "cancelled" ->
                throw new ProblemException(
                        MoneyFileProblem.PAYOUT_FAILED, "Payout " + payout.id() + " is " + payout.status());
            default -> {} // in transit or paid
        }
        if (!payout.hasTransactions()) {
            throw new ProblemException(
                    MoneyFileProblem.PAYOUT_TRANSACTIONS_MISSING, "Payout " + payout.id() + " has no transactions");
        }
        var file = new SettlementFile(
                connection.code(),
                connection.entity(),
                "shopify-payout",
                payout.id(),
                null,
                null,
                payout.date(),
                new Money(payout.amount(), payout.currency()),
                connection.zone(),
                message.id(),
                payout.traceId());
        try (var bytes = raw.open();
                var parser = json.createParser(bytes)) {
            return inbox.take(message, file, new BalanceTransactions(parser, payout, connection.zone()));
        }
    }
}
