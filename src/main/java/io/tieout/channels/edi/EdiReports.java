package io.tieout.channels.edi;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Stores that tell what they sold and what they have by X12 852 and 867, EDIFACT SLSRPT and INVRPT. */
@Component
class EdiReports implements ChannelAdapter {

    private final EdiMessages messages;
    private final SummaryBook book;

    EdiReports(EdiMessages messages, SummaryBook book) {
        this.messages = messages;
        this.book = book;
    }

    @Override
    public String name() {
        return "edi";
    }

    /** An interchange may hold anything, so all of these are read alike. */
    @Override
    public Set<String> kinds() {
        return Set.of("edi", "transactions", "stock");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/edi-x12", "application/edifact", "application/octet-stream", "text/*");
    }

    /** A file may hold several interchanges: each message gets its identity when the file is cut. */
    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        return messages.handle(connection, message, raw, each -> {
            if (!ReportReader.TYPES.contains(each.type())) {
                throw new ProblemException(
                        EdiProblem.MESSAGE_UNKNOWN,
                        "Message " + each.type() + " " + each.control() + " is none of "
                                + ReportReader.TYPES.stream().sorted().toList());
            }
            return book.book(connection, message, ReportReader.read(each));
        });
    }
}
