package io.tieout.channels.poslog;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.channels.till.SeenTransaction;
import io.tieout.channels.till.TillIntake;
import io.tieout.channels.till.TillTransaction;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.springframework.stereotype.Component;

/** Takes files of tills' transactions, receipt by receipt. Every receipt counts once, however often and in whatever file it comes. */
@Component
class PoslogTransactions implements ChannelAdapter {

    static final String KIND = "transactions";

    private static final TillIntake.Words WORDS =
            new TillIntake.Words("poslog", PoslogProblem.STORE_UNMAPPED, PoslogProblem.VOIDED_NOT_HERE);

    private static final int ELEMENTS_MAX = PoslogPieces.ELEMENTS_MAX + PoslogFile.PARTS_PER_RECEIPT_MAX;

    private final TillIntake intake;

    PoslogTransactions(TillIntake intake) {
        this.intake = intake;
    }

    @Override
    public String name() {
        return "poslog";
    }

    @Override
    public Set<String> kinds() {
        return Set.of(KIND);
    }

    @Override
    public boolean signs() {
        return false;
    }

    /** A file has no identity of its own, and receipts need no order: a return whose sale comes later is booked all the same. */
    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    /**
     * Books all transactions of the message at once where nothing is in their way. Those that are in trouble are taken out,
     * each as a message of its own, so that it holds up no other; a large file is cut first.
     */
    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var codes = intake.codes(connection);
        var unknown = new TreeSet<String>();
        var all = new ArrayList<SeenTransaction>();
        try (var file = PoslogFile.open(raw.open())) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                if (all.size() == TillIntake.TOGETHER_MAX || !all.isEmpty() && file.elements() > ELEMENTS_MAX) {
                    return cut(raw, _ -> false, List.of());
                }
                unknown.addAll(UnknownParts.of(next.get()));
                all.add(intake.look(connection, read(next.get()), codes, WORDS));
            }
        }
        return intake.take(connection, message, all, codes, unknown, WORDS, (alone, seen) -> cut(raw, alone, seen));
    }

    private static SeenTransaction read(XmlPart part) {
        TillTransaction.ReceiptKey key = null;
        try {
            key = ReceiptReader.key(part);
            return SeenTransaction.of(ReceiptReader.read(part));
        } catch (ProblemException unreadable) {
            return SeenTransaction.unreadable(key, unreadable);
        }
    }

    private static Outcome cut(MessageHandler.Raw raw, IntPredicate alone, List<SeenTransaction> seen) {
        return new Outcome.Split(taker -> {
            try (var in = raw.open()) {
                PoslogPieces.cut(in, alone, TillIntake.TOGETHER_MAX, (only, piece) -> {
                    var key = only < 0 ? null : seen.get(only).key();
                    // the same receipt with other content is another version of it, to be looked at on its own
                    taker.accept(new MessageHandler.Part(
                            key == null ? null : key.externalId(),
                            key == null ? null : UUID.nameUUIDFromBytes(piece).toString(),
                            null,
                            "application/xml",
                            piece));
                });
            }
        });
    }
}
