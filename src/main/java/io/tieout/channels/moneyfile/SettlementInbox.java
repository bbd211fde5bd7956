package io.tieout.channels.moneyfile;

import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.SettlementLine;
import io.tieout.reconciliation.Settlements;
import java.util.Iterator;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Hands a settlement over and says what became of its message. */
@Component
public class SettlementInbox {

    private final Settlements settlements;

    SettlementInbox(Settlements settlements) {
        this.settlements = settlements;
    }

    public Outcome take(InboxMessage message, SettlementFile file, Iterator<SettlementLine> lines) {
        var id = settlements.take(file, lines);
        var source = settlements.find(id).orElseThrow().message();
        return source.equals(message.id())
                ? new Outcome.Processed(Set.of(file.key()))
                : new Outcome.Ignored("Settlement " + file.externalId() + " came with message " + source
                        + " already, row by row the same");
    }
}
