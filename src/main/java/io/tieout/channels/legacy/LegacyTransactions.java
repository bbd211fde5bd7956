package io.tieout.channels.legacy;

import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.channels.till.SeenTransaction;
import io.tieout.channels.till.TillIntake;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Takes files of tills that know no API, as their layout describes them, and books them in the same way as those of modern
 * tills. A file whose trailer does not agree is refused whole; a transaction that cannot be booked holds up no other.
 */
@Component
class LegacyTransactions implements ChannelAdapter {

    static final String NAME = "legacy";

    private static final TillIntake.Words WORDS =
            new TillIntake.Words(NAME, LegacyProblem.STORE_UNMAPPED, LegacyProblem.VOIDED_NOT_HERE);

    private final TillIntake intake;

    LegacyTransactions(TillIntake intake) {
        this.intake = intake;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("transactions");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/octet-stream", "text/*");
    }

    /** As with any till: a file has no identity of its own, and receipts need no order. */
    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var layout = LayoutReader.of(connection);
        var whole = message.parent() == null;
        var codes = intake.codes(connection);
        var all = new ArrayList<SeenTransaction>();
        var more = false;
        // to the end in any case, for only there it shows whether the file is whole
        try (var file = new LegacyFile(raw.open(), layout, whole)) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                if (all.size() == TillIntake.TOGETHER_MAX) {
                    more = true;
                } else {
                    all.add(intake.look(connection, LegacyReceipts.read(next.get()), codes, WORDS));
                }
            }
        }
        if (more) {
            return cut(raw, layout, _ -> false, List.of());
        }
        return intake.take(
                connection, message, all, codes, Set.of(), WORDS, (alone, seen) -> cut(raw, layout, alone, seen));
    }

    private static Outcome cut(MessageHandler.Raw raw, Layout layout, IntPredicate alone, List<SeenTransaction> seen) {
        return new Outcome.Split(taker -> {
            try (var file = new LegacyFile(raw.open(), layout, false)) {
                cut(file, layout, alone, seen, taker);
            }
        });
    }

    private static void cut(
            LegacyFile file,
            Layout layout,
            IntPredicate alone,
            List<SeenTransaction> seen,
            Consumer<MessageHandler.Part> taker) {
        var shared = new Piece(layout);
        var index = 0;
        for (var next = file.next(); next.isPresent(); next = file.next(), index++) {
            if (alone.test(index)) {
                var piece = new Piece(layout);
                piece.add(next.get());
                var key = seen.get(index).key();
                taker.accept(piece.part(key == null ? null : key.externalId()));
            } else {
                if (shared.header != null && next.get().header() == null) {
                    taker.accept(shared.part(null));
                    shared = new Piece(layout);
                }
                shared.add(next.get());
                if (shared.transactions == TillIntake.TOGETHER_MAX) {
                    taker.accept(shared.part(null));
                    shared = new Piece(layout);
                }
            }
        }
        if (shared.transactions > 0) {
            taker.accept(shared.part(null));
        }
    }

    /** A smaller file, with the records as they were written under the headers that they stood under. */
    private static final class Piece {

        private final Layout layout;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private @Nullable LegacyRecord header;
        private int transactions;

        private Piece(Layout layout) {
            this.layout = layout;
        }

        void add(LegacyTransaction transaction) {
            if (transactions++ == 0 && transaction.columnNames() != null) {
                write(transaction.columnNames());
            }
            var under = transaction.header();
            if (under != null && under != header) {
                write(under.raw());
                header = under;
            }
            transaction.records().forEach(record -> write(record.raw()));
        }

        private void write(String raw) {
            bytes.writeBytes((raw + "\n").getBytes(layout.charset()));
        }

        /** The same receipt with other content is another version of it, to be looked at on its own. */
        MessageHandler.Part part(@Nullable String identity) {
            var body = bytes.toByteArray();
            return new MessageHandler.Part(
                    identity,
                    identity == null ? null : UUID.nameUUIDFromBytes(body).toString(),
                    null,
                    "text/plain",
                    body);
        }
    }
}
