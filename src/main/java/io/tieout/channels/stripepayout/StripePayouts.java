package io.tieout.channels.stripepayout;

import io.tieout.channels.Connection;
import io.tieout.channels.moneyfile.SettlementInbox;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Money;
import io.tieout.reconciliation.SettlementFile;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Stripe's payout reports. The setting {@code channel} names the connection whose orders were paid through Stripe. */
@Component
class StripePayouts implements ChannelAdapter {

    private final SettlementInbox inbox;

    StripePayouts(SettlementInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "stripe";
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
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return new Identification(null, null, "payout:" + connection.code());
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        PayoutReport.Head head;
        try (var report = new PayoutReport(raw.open())) {
            head = report.head();
        }
        var channel = connection.settings().getOrDefault("channel", "");
        var file = new SettlementFile(
                channel.isBlank() ? connection.code() : ConnectionCode.of(channel),
                connection.entity(),
                "stripe-payout",
                head.payout(),
                null,
                null,
                head.paidOn(),
                new Money(head.deposit(), head.currency()),
                connection.zone(),
                message.id());
        try (var report = new PayoutReport(raw.open())) {
            return inbox.take(message, file, report);
        }
    }
}
