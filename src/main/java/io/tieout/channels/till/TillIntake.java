package io.tieout.channels.till;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemType;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import io.tieout.orders.OrderProblem;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Takes what a message says of tills, whatever its format: books all transactions at once where nothing is in their way. Those
 * that are in trouble are taken out, each as a message of its own, so that it holds up no other.
 */
@Component
public class TillIntake {

    /** So many transactions are booked in one go; a larger message is cut first. */
    public static final int TOGETHER_MAX = 200;

    private final TillBooking booking;
    private final Mappings mappings;
    private final Catalog catalog;
    private final Drift drift;

    TillIntake(TillBooking booking, Mappings mappings, Catalog catalog, Drift drift) {
        this.booking = booking;
        this.mappings = mappings;
        this.catalog = catalog;
        this.drift = drift;
    }

    /** What a format calls its troubles. */
    public record Words(String adapter, ProblemType storeUnmapped, ProblemType voidedNotHere) {}

    /** Cuts the message into smaller ones. */
    public interface Cutter {
        /** @param alone which transactions, counted from 0, get a message of their own */
        Outcome cut(IntPredicate alone, List<SeenTransaction> seen);
    }

    public TillCodes codes(Connection connection) {
        return new TillCodes(mappings, catalog, connection);
    }

    /** Whether a transaction's codes are known: what waits for a code is parked, and nothing of it is booked. */
    public SeenTransaction look(Connection connection, SeenTransaction seen, TillCodes codes, Words words) {
        if (!(seen.transaction() instanceof Receipt receipt)) {
            return seen;
        }
        var day = receipt.key().businessDate();
        if (codes.store(receipt.key().store(), day) instanceof Resolution.Unmapped unmapped) {
            return seen.waitingFor(new Outcome.Parked(
                    words.storeUnmapped,
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

    /**
     * Books them.
     *
     * @param all at most {@link #TOGETHER_MAX}, each looked at
     * @param unknown what the format's model does not name
     */
    public Outcome take(
            Connection connection,
            InboxMessage message,
            List<SeenTransaction> all,
            TillCodes codes,
            Set<String> unknown,
            Words words,
            Cutter cutter) {
        var troubles = all.stream()
                .filter(SeenTransaction::troubled)
                .map(SeenTransaction::trouble)
                .distinct()
                .toList();
        if (troubles.size() == 1 && all.stream().allMatch(SeenTransaction::troubled)) {
            return troubled(all.getFirst());
        }
        if (!troubles.isEmpty()) {
            return cutter.cut(index -> all.get(index).troubled(), all);
        }
        try {
            return book(connection, message, all, codes, unknown, words, cutter);
        } catch (ProblemException
                | IllegalStateException
                | IllegalArgumentException
                | DataIntegrityViolationException refused) {
            if (all.size() == 1) {
                throw refused;
            }
            return cutter.cut(_ -> true, all);
        }
    }

    private static Outcome troubled(SeenTransaction seen) {
        if (seen.problem() != null) {
            throw seen.problem();
        }
        return Objects.requireNonNull(seen.waits());
    }

    /** Books all of them; where some void a receipt that is not here, nothing is booked and those are named. */
    private Outcome book(
            Connection connection,
            InboxMessage message,
            List<SeenTransaction> all,
            TillCodes codes,
            Set<String> unknown,
            Words words,
            Cutter cutter) {
        var booked = booking.book(
                connection,
                message,
                all.stream()
                        .map(seen -> Objects.requireNonNull(seen.transaction()))
                        .toList(),
                codes);
        var missing = booked.missing();
        if (!missing.isEmpty() && all.size() > 1) {
            return cutter.cut(index -> missing.contains(all.get(index).transaction()), all);
        }
        if (!missing.isEmpty()) {
            var first = missing.iterator().next();
            return new Outcome.Parked(
                    words.voidedNotHere,
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
        return drift.processed(words.adapter, booked.subjects(), unknown);
    }
}
