package io.tieout.channels.amazonsettlement;

import io.tieout.channels.Connection;
import io.tieout.channels.moneyfile.SettlementInbox;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Amazon's settlement reports. A report issued anew has the same number, so it is known by its content, not by the number. */
@Component
class AmazonSettlements implements ChannelAdapter {

    private final SettlementInbox inbox;

    AmazonSettlements(SettlementInbox inbox) {
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "amazon";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("settlement");
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
            var id = SettlementReport.open(bytes).settlementId();
            return new Identification(null, null, "settlement:" + connection.code() + ":" + id);
        } catch (ProblemException _) {
            return Identification.NONE;
        }
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        try (var bytes = raw.open()) {
            var report = SettlementReport.open(bytes);
            return inbox.take(message, report.head(connection, message.id()), report);
        }
    }
}
