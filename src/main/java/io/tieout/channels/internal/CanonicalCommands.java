package io.tieout.channels.internal;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.Transfers;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.Acceptance;
import io.tieout.orders.CancelOrder;
import io.tieout.orders.Orders;
import io.tieout.returns.Returns;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Does what a document in canonical form says, whoever wrote it: a caller of the API or a declarative adapter. */
@Component
public class CanonicalCommands {

    public static final String ORDER = "order";
    public static final String CANCELLATION = "cancellation";
    public static final String SHIPMENT = "shipment";
    public static final String RETURN = "return";
    public static final String RETURN_AUTHORISATION = "return-authorisation";
    public static final String RETURN_RECEIPT = "return-receipt";
    public static final String REFUND_RESULT = "refund-result";
    public static final String STOCK = "stock";
    public static final String COUNT = "count";
    public static final String SNAPSHOT = "snapshot";
    public static final String TRANSFER = "transfer";
    public static final String TRANSFER_RECEIPT = "transfer-receipt";

    private final CanonicalReader reader;
    private final Orders orders;
    private final Shipments shipments;
    private final Returns returns;
    private final ReturnMessages returnMessages;
    private final Inventory inventory;
    private final Transfers transfers;
    private final StockReader stock;
    private final Drift drift;

    CanonicalCommands(
            CanonicalReader reader,
            Orders orders,
            Shipments shipments,
            Returns returns,
            ReturnMessages returnMessages,
            Inventory inventory,
            Transfers transfers,
            StockReader stock,
            Drift drift) {
        this.reader = reader;
        this.orders = orders;
        this.shipments = shipments;
        this.returns = returns;
        this.returnMessages = returnMessages;
        this.inventory = inventory;
        this.transfers = transfers;
        this.stock = stock;
        this.drift = drift;
    }

    /** What a document comes from, and what was noticed in it on the way. */
    public record Origin(Connection connection, String adapter, MessageId message, Set<String> unknownFields) {}

    /** @param command one of the constants here */
    public Outcome perform(String command, JsonFields document, Origin origin) {
        return switch (command) {
            case ORDER -> order(document, origin);
            case CANCELLATION -> cancellation(document, origin);
            case SHIPMENT ->
                shipments.confirm(
                        reader.shipment(origin.connection(), document, origin.message()),
                        origin.adapter(),
                        origin.unknownFields());
            case RETURN -> {
                var registered = reader.registerReturn(origin.connection(), document, origin.message());
                returns.register(registered);
                yield processed(
                        origin,
                        Set.of(BusinessKey.of("return:" + registered.connection() + ":" + registered.externalId())));
            }
            case RETURN_AUTHORISATION ->
                processed(origin, Set.of(returnMessages.authorisation(origin.connection(), document)));
            case RETURN_RECEIPT ->
                processed(origin, Set.of(returnMessages.receipt(origin.connection(), document, origin.message())));
            case REFUND_RESULT -> processed(origin, Set.of(returnMessages.refund(document)));
            case STOCK -> {
                var movements = reader.movements(origin.connection(), document, origin.message());
                inventory.move(movements);
                yield processed(
                        origin,
                        movements.stream()
                                .map(movement -> position(
                                        movement.sku().value(),
                                        movement.location().value()))
                                .collect(Collectors.toSet()));
            }
            case COUNT -> {
                var counts = reader.counts(origin.connection(), document, origin.message());
                counts.forEach(inventory::count);
                yield processed(
                        origin,
                        counts.stream()
                                .map(count -> position(
                                        count.sku().value(), count.location().value()))
                                .collect(Collectors.toSet()));
            }
            case SNAPSHOT -> {
                var snapshot = stock.snapshot(origin.connection(), document, origin.message());
                inventory.snapshot(snapshot);
                yield processed(origin, Set.of(BusinessKey.of("location:" + snapshot.location())));
            }
            case TRANSFER -> {
                var transfer = stock.transfer(origin.connection(), document, origin.message());
                transfers.send(transfer);
                yield processed(origin, Set.of(Transfers.key(transfer.reference())));
            }
            case TRANSFER_RECEIPT -> {
                var receipt = stock.receipt(origin.connection(), document, origin.message());
                transfers.receive(receipt);
                yield processed(origin, Set.of(Transfers.key(receipt.reference())));
            }
            default -> throw new ProblemException(InboxProblem.NO_HANDLER, "The canonical form has no " + command);
        };
    }

    private Outcome order(JsonFields document, Origin origin) {
        var command = reader.order(origin.connection(), document, origin.message());
        var subject = BusinessKey.of("order:" + command.connection() + ":" + command.externalId());
        return switch (orders.place(command)) {
            case Acceptance.AlreadyKnown _ ->
                new Outcome.Ignored("The order is known already, in this or a newer version");
            case Acceptance.Released _, Acceptance.Held _, Acceptance.Recorded _, Acceptance.CancelledBefore _ ->
                processed(origin, Set.of(subject));
        };
    }

    private Outcome cancellation(JsonFields document, Origin origin) {
        var connection = origin.connection().code();
        var externalId = document.text("externalId", 128);
        orders.cancel(new CancelOrder(
                connection,
                externalId,
                document.instant("cancelledAt"),
                document.has("reason") ? document.text("reason", 256) : "other",
                origin.message()));
        return processed(origin, Set.of(BusinessKey.of("order:" + connection + ":" + externalId)));
    }

    private Outcome processed(Origin origin, Set<BusinessKey> subjects) {
        return drift.processed(origin.adapter(), subjects, origin.unknownFields());
    }

    private static BusinessKey position(String sku, String location) {
        return BusinessKey.of("position:" + sku + "@" + location);
    }
}
