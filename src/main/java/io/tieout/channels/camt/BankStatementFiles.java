package io.tieout.channels.camt;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.BusinessKey;
import io.tieout.reconciliation.BankStatements;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Bank statements in camt.053; all statements of a file stand or fall together. */
@Component
class BankStatementFiles implements ChannelAdapter {

    private final BankStatements statements;

    BankStatementFiles(BankStatements statements) {
        this.statements = statements;
    }

    @Override
    public String name() {
        return "camt";
    }

    @Override
    public Set<String> kinds() {
        return Set.of("bank-statement");
    }

    @Override
    public boolean signs() {
        return false;
    }

    /** The content is the identity: banks number files in ways of their own. In order per account. */
    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return new Identification(null, null, "bank-statement:" + connection.code());
    }

    @Override
    public MessageHandler.Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw)
            throws IOException {
        var subjects = new LinkedHashSet<BusinessKey>();
        try (var bytes = raw.open()) {
            for (var element : StatementReader.read(bytes)) {
                var statement = Statements.from(element, connection, message.id());
                statements.take(statement);
                var key = "bank-statement:" + statement.iban() + ":" + statement.externalId();
                subjects.add(BusinessKey.of(key.length() > 250 ? key.substring(0, 250) : key));
            }
        }
        return new MessageHandler.Outcome.Processed(subjects);
    }
}
