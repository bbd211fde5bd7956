package io.tieout.channels.poslog;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import io.tieout.orders.OrderProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/** Takes files of tills' transactions, receipt by receipt. Every receipt counts once, however often and in whatever file it comes. */
@Component
class PoslogTransactions implements ChannelAdapter {

    static final String KIND = "transactions";

    /** So many transactions are booked in one go; a larger message is cut. */
    private static final int TOGETHER_MAX = 200;

    private static final int ELEMENTS_MAX = PoslogPieces.ELEMENTS_MAX + PoslogFile.PARTS_PER_RECEIPT_MAX;

    private final TillBooking booking;
    private final Mappings mappings;
    private final Catalog catalog;
    private final Drift drift;

    PoslogTransactions(TillBooking booking, Mappings mappings, Catalog catalog, Drift drift) {
        this.booking = booking;
        this.mappings = mappings;
        this.catalog = catalog;
        this.drift = drift;
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
        var codes = new TillCodes(mappings, catalog, connection);
        var unknown = new TreeSet<String>();
        var all = new ArrayList<SeenTransaction>();
        try (var file = PoslogFile.open(raw.open())) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                if (all.size() == TOGETHER_MAX || !all.isEmpty() && file.elements() > ELEMENTS_MAX) {
                    return cut(raw, _ -> false, List.of());
                }
                unknown.addAll(UnknownParts.of(next.get()));
                all.add(look(connection, SeenTransaction.read(next.get()), codes));
            }
        }
        var troubles = all.stream()
                .filter(SeenTransaction::troubled)
                .map(SeenTransaction::trouble)
                .distinct()
                .toList();
        if (troubles.size() == 1 && all.stream().allMatch(SeenTransaction::troubled)) {
            return troubled(all.getFirst());
        }
        if (!troubles.isEmpty()) {
            return cut(raw, index -> all.get(index).troubled(), all);
        }
        try {
            return book(connection, message, raw, all, codes, unknown);
        } catch (ProblemException
                | IllegalStateException
                | IllegalArgumentException
                | DataIntegrityViolationException refused) {
            if (all.size() == 1) {
                throw refused;
            }
            return cut(raw, _ -> true, all);
        }
    }

    private static Outcome troubled(SeenTransaction seen) {
        if (seen.problem() != null) {
            throw seen.problem();
        }
        return Objects.requireNonNull(seen.waits());
    }

    private static Outcome cut(MessageHandler.Raw raw, IntPredicate alone, List<SeenTransaction> seen) {
        return new Outcome.Split(taker -> {
            try (var in = raw.open()) {
                PoslogPieces.cut(in, alone, TOGETHER_MAX, (only, piece) -> {
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

    /** Whether its codes are known: what waits for a code is parked, and nothing of it is booked. */
    private static SeenTransaction look(Connection connection, SeenTransaction seen, TillCodes codes) {
        if (!(seen.transaction() instanceof TillTransaction.Receipt receipt)) {
            return seen;
        }
        var day = receipt.key().businessDate();
        if (codes.store(receipt.key().store(), day) instanceof Resolution.Unmapped unmapped) {
            return seen.waitingFor(new Outcome.Parked(
                    PoslogProblem.STORE_UNMAPPED,
                    unmapped.waitKey(),
                    Roles.DATA_STEWARD,
                    "Store " + unmapped.code() + " of " + connection.code() + " is not mapped to a location"));
        }
        for (var line : receipt.lines()) {
            if (codes.sku(line.item(), day).isEmpty()) {
                return seen.waitingFor(new Outcome.Parked(
                        OrderProblem.SKU_UNKNOWN,
                        codes.awaited(line.item(), day),
                        Roles.DATA_STEWARD,
                        "Receipt " + receipt.key().externalId() + ": there is no product " + line.item()
                                + ", and no mapping of it for " + connection.code()));
            }
        }
        return seen;
    }

    /** Books all of them; where some void a receipt that is not here, nothing is booked and those are named. */
    private Outcome book(
            Connection connection,
            InboxMessage message,
            MessageHandler.Raw raw,
            List<SeenTransaction> all,
            TillCodes codes,
            Set<String> unknown) {
        var booked = booking.book(
                connection,
                message,
                all.stream().map(SeenTransaction::transaction).toList(),
                codes);
        var missing = booked.missing();
        if (!missing.isEmpty() && all.size() > 1) {
            return cut(raw, index -> missing.contains(all.get(index).transaction()), all);
        }
        if (!missing.isEmpty()) {
            var first = missing.iterator().next();
            return new Outcome.Parked(
                    PoslogProblem.VOIDED_NOT_HERE,
                    TillBooking.subject(connection, first.voided()).value(),
                    Roles.OPERATIONS,
                    "Receipt " + first.key().externalId() + " voids "
                            + first.voided().externalId() + " of " + connection.code() + ", which has not come yet");
        }
        if (booked.subjects().isEmpty() && unknown.isEmpty()) {
            return new Outcome.Ignored(
                    booked.reasons().isEmpty()
                            ? "No transactions"
                            : "Nothing that counts: " + String.join(", ", booked.reasons()));
        }
        return drift.processed(name(), booked.subjects(), unknown);
    }
}
