package io.tieout.inventory;

import io.tieout.access.Audit;
import io.tieout.access.Roles;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.inventory.StockMovement.Reason;
import io.tieout.inventory.internal.Recording;
import io.tieout.inventory.internal.TransferRows;
import io.tieout.kernel.Actor;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Transfers between our locations: goods leave one, are in transit to the other, and arrive in parts. What arrives beyond what
 * was sent is a fact and comes in; what does not arrive is a work item until somebody closes the transfer.
 */
@Service
public class Transfers {

    private final TransferRows rows;
    private final Recording recording;
    private final WorkItems workItems;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Transfers(
            TransferRows rows,
            Recording recording,
            WorkItems workItems,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.recording = recording;
        this.workItems = workItems;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /** The subject of a transfer's story. */
    public static BusinessKey key(String reference) {
        return BusinessKey.of("transfer:" + reference);
    }

    /**
     * Takes goods off one location and puts them in transit to the other. The same again changes nothing.
     *
     * @throws ProblemException {@code transfer.invalid}, {@code transfer.conflict}, and those of {@link Inventory#move}
     */
    @Transactional
    public void send(SendTransfer command) {
        if (command.from().equals(command.to()) || !positive(command.quantities())) {
            throw new ProblemException(
                    StockProblem.TRANSFER_INVALID,
                    "Transfer " + command.reference() + " of " + command.quantities() + " from " + command.from()
                            + " to " + command.to());
        }
        if (!rows.insert(command)) {
            var before = get(command.reference());
            var sent = before.lines().stream()
                    .filter(line -> line.sent().isPositive())
                    .collect(Collectors.toMap(Transfer.Line::sku, Transfer.Line::sent));
            if (!before.from().equals(command.from())
                    || !before.to().equals(command.to())
                    || !sent.equals(command.quantities())) {
                throw new ProblemException(
                        StockProblem.TRANSFER_CONFLICT,
                        "Transfer " + command.reference() + " was sent otherwise before");
            }
            return;
        }
        var source = "transfer:" + command.reference();
        var moved = new ArrayList<StockMovement>();
        sorted(command.quantities()).forEach((sku, quantity) -> {
            moved.add(movement(
                    sku,
                    command.from(),
                    Bucket.ON_HAND,
                    quantity.negated(),
                    Reason.TRANSFER_OUT,
                    command.sentAt(),
                    source,
                    sku + " out",
                    command.message()));
            moved.add(movement(
                    sku,
                    command.to(),
                    Bucket.IN_TRANSIT,
                    quantity,
                    Reason.TRANSFER_OUT,
                    command.sentAt(),
                    source,
                    sku + " under way",
                    command.message()));
        });
        recording.move(moved);
        tell(
                command.reference(),
                "transfer.sent",
                TraceStep.State.WAITING,
                command.sentAt(),
                command.message(),
                Map.of("from", command.from().value(), "to", command.to().value()));
    }

    /**
     * Takes goods in. The same receipt again changes nothing.
     *
     * @throws ProblemException {@code transfer.unknown}, {@code transfer.ended}, {@code transfer.conflict},
     *     {@code transfer.invalid}, and those of {@link Inventory#move}
     */
    @Transactional
    public void receive(ReceiveTransfer command) {
        if (command.quantities().isEmpty() ? !command.last() : !positive(command.quantities())) {
            throw new ProblemException(
                    StockProblem.TRANSFER_INVALID, "Receipt " + command.receipt() + " of " + command.reference());
        }
        var transfer = rows.lock(command.reference())
                .orElseThrow(() -> new ProblemException(
                        StockProblem.TRANSFER_UNKNOWN, "There is no transfer " + command.reference()));
        if (!rows.receipt(command, content(command))) {
            if (!rows.content(command).equals(content(command))) {
                throw new ProblemException(
                        StockProblem.TRANSFER_CONFLICT,
                        "Receipt " + command.receipt() + " of " + command.reference() + " said otherwise before");
            }
            return;
        }
        if (transfer.state() == Transfer.State.CLOSED) {
            throw new ProblemException(
                    StockProblem.TRANSFER_ENDED, "Transfer " + command.reference() + " was closed before");
        }
        recording.move(arrived(transfer, command));
        rows.received(command);
        var now = get(command.reference());
        var open = now.lines().stream().anyMatch(line -> line.open().isPositive());
        var tooMuch = now.lines().stream().anyMatch(line -> line.received().compareTo(line.sent()) > 0);
        if (!open && transfer.state() == Transfer.State.IN_TRANSIT) {
            rows.end(command.reference(), Transfer.State.RECEIVED, command.receivedAt(), null);
        }
        if (tooMuch || open && command.last()) {
            raise(now, command.message());
        }
        tell(
                command.reference(),
                "transfer.received",
                open ? TraceStep.State.WAITING : TraceStep.State.DONE,
                command.receivedAt(),
                command.message(),
                Map.of("receipt", command.receipt()));
    }

    private static List<StockMovement> arrived(Transfer transfer, ReceiveTransfer command) {
        var source = "transfer:" + command.reference() + ":" + command.receipt();
        var open = transfer.lines().stream().collect(Collectors.toMap(Transfer.Line::sku, Transfer.Line::open));
        var moved = new ArrayList<StockMovement>();
        sorted(command.quantities()).forEach((sku, quantity) -> {
            var expected = open.getOrDefault(sku, Quantity.ZERO);
            var underWay = expected.compareTo(quantity) < 0 ? expected : quantity;
            if (underWay.isPositive()) {
                moved.add(movement(
                        sku,
                        transfer.to(),
                        Bucket.IN_TRANSIT,
                        underWay.negated(),
                        Reason.TRANSFER_IN,
                        command.receivedAt(),
                        source,
                        sku + " arrived",
                        command.message()));
            }
            moved.add(movement(
                    sku,
                    transfer.to(),
                    Bucket.ON_HAND,
                    quantity,
                    Reason.TRANSFER_IN,
                    command.receivedAt(),
                    source,
                    sku + " in",
                    command.message()));
        });
        return moved;
    }

    /**
     * Gives up what did not arrive: it leaves the transit and is gone. A repeat changes nothing.
     *
     * @throws ProblemException {@code transfer.unknown}, {@code transfer.invalid} where no reason is given
     */
    @Transactional
    public void close(String reference, String reason, Actor by) {
        if (reason.isBlank()) {
            throw new ProblemException(StockProblem.TRANSFER_INVALID, "Why the rest will not come must be said");
        }
        var transfer = rows.lock(reference)
                .orElseThrow(
                        () -> new ProblemException(StockProblem.TRANSFER_UNKNOWN, "There is no transfer " + reference));
        if (transfer.state() != Transfer.State.IN_TRANSIT) {
            return;
        }
        var now = clock.instant();
        var missing = transfer.lines().stream()
                .filter(line -> line.open().isPositive())
                .map(line -> movement(
                        line.sku(),
                        transfer.to(),
                        Bucket.IN_TRANSIT,
                        line.open().negated(),
                        Reason.ADJUSTMENT,
                        now,
                        "transfer:" + reference,
                        line.sku() + " missing",
                        null))
                .toList();
        recording.move(missing);
        rows.giveUp(reference);
        rows.end(reference, Transfer.State.CLOSED, now, reason);
        workItems.resolve(StockProblem.TRANSFER_DIFFERENT, key(reference), "Closed: " + reason);
        audit.record(by, "transfer.closed", "transfer:" + reference, Map.of("reason", reason));
        tell(reference, "transfer.closed", TraceStep.State.DONE, now, null, Map.of("reason", reason));
    }

    /** Newest first. @param state null for all */
    @Transactional(readOnly = true)
    public Page<Transfer> list(Transfer.@Nullable State state, int limit, @Nullable String after) {
        return Page.of(rows.list(state, limit + 1, after), limit, TransferRows::cursor);
    }

    @Transactional(readOnly = true)
    public Optional<Transfer> find(String reference) {
        return rows.find(reference);
    }

    private Transfer get(String reference) {
        return rows.find(reference).orElseThrow();
    }

    private void raise(Transfer transfer, @Nullable MessageId message) {
        var lines = transfer.lines().stream()
                .filter(line -> !line.sent().equals(line.received()))
                .map(line -> line.sku() + ": sent " + line.sent() + ", received " + line.received())
                .collect(Collectors.joining("; "));
        workItems.raise(new NewWorkItem(
                StockProblem.TRANSFER_DIFFERENT,
                key(transfer.reference()),
                Roles.INVENTORY,
                NewWorkItem.Severity.NORMAL,
                "Transfer " + transfer.reference() + " from " + transfer.from() + " to " + transfer.to() + ": " + lines,
                message,
                Map.of("transfer", transfer.reference())));
    }

    private void tell(
            String reference,
            String what,
            TraceStep.State state,
            Instant at,
            @Nullable MessageId message,
            Map<String, String> detail) {
        events.publishEvent(new TraceStep(
                at, what, "inventory", key(reference), java.util.Set.of(reference), message, state, detail));
    }

    private static StockMovement movement(
            Sku sku,
            LocationCode location,
            Bucket bucket,
            Quantity quantity,
            Reason reason,
            Instant at,
            String source,
            String line,
            @Nullable MessageId message) {
        return new StockMovement(sku, location, bucket, quantity, reason, at, source, line, message);
    }

    private static boolean positive(Map<Sku, Quantity> quantities) {
        return !quantities.isEmpty() && quantities.values().stream().allMatch(Quantity::isPositive);
    }

    private static TreeMap<String, Quantity> texts(Map<Sku, Quantity> quantities) {
        var texts = new TreeMap<String, Quantity>();
        quantities.forEach((sku, quantity) -> texts.put(sku.value(), quantity));
        return texts;
    }

    private static Map<Sku, Quantity> sorted(Map<Sku, Quantity> quantities) {
        var sorted = new java.util.LinkedHashMap<Sku, Quantity>();
        texts(quantities).forEach((sku, quantity) -> sorted.put(Sku.of(sku), quantity));
        return sorted;
    }

    private static String content(ReceiveTransfer command) {
        return texts(command.quantities()) + (command.last() ? " last" : "");
    }
}
