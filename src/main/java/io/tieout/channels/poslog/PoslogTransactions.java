package io.tieout.channels.poslog;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import io.tieout.orders.Orders;
import io.tieout.returns.Returns;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes files of tills' transactions, receipt by receipt. Every receipt counts once, however often and in whatever file it comes. */
@Component
class PoslogTransactions implements ChannelAdapter {

    static final String KIND = "transactions";

    private final Orders orders;
    private final Returns returns;
    private final Mappings mappings;
    private final Catalog catalog;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PoslogTransactions(
            Orders orders,
            Returns returns,
            Mappings mappings,
            Catalog catalog,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.returns = returns;
        this.mappings = mappings;
        this.catalog = catalog;
        this.events = events;
        this.clock = clock;
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

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var result = new FileResult(message);
        var codes = new TillCodes(mappings, catalog, connection);
        try (var file = PoslogFile.open(raw.open())) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                result.unknown(UnknownParts.of(next.get()));
                var parked = take(connection, message, ReceiptReader.read(next.get()), codes, result);
                if (parked.isPresent()) {
                    return parked.get();
                }
            }
        }
        return result.outcome();
    }

    private Optional<Outcome> take(
            Connection connection,
            InboxMessage message,
            TillTransaction transaction,
            TillCodes codes,
            FileResult result) {
        switch (transaction) {
            case TillTransaction.Ignored(var key, var reason) -> {
                ignored(connection, message, key, reason);
                result.ignored(reason);
            }
            case TillTransaction.PostVoid(var key, var reason) -> {
                ignored(connection, message, key, reason);
                result.remark(new Remark(
                        PoslogProblem.POST_VOID,
                        subject(connection, key),
                        Roles.OPERATIONS,
                        "Receipt " + key.externalId() + " voids a receipt that was finished before",
                        Map.of("receipt", key.externalId())));
            }
            case TillTransaction.Receipt receipt -> {
                var resolution =
                        codes.store(receipt.key().store(), receipt.key().businessDate());
                if (resolution instanceof Resolution.Unmapped unmapped) {
                    return Optional.of(new Outcome.Parked(
                            PoslogProblem.STORE_UNMAPPED,
                            unmapped.waitKey(),
                            Roles.DATA_STEWARD,
                            "Store " + unmapped.code() + " of " + connection.code() + " is not mapped to a location"));
                }
                book(connection, message, receipt, ((Resolution.Mapped) resolution).value(), codes, result);
            }
        }
        return Optional.empty();
    }

    private void book(
            Connection connection,
            InboxMessage message,
            TillTransaction.Receipt receipt,
            String store,
            TillCodes codes,
            FileResult result) {
        var zone = catalog.location(LocationCode.of(store)).map(Location::zone).orElse(connection.zone());
        var commands = new ReceiptCommands(
                connection,
                receipt,
                LocationCode.of(store),
                zone,
                item -> codes.sku(item, receipt.key().businessDate()),
                message.id());
        try {
            commands.sale().ifPresent(sale -> {
                orders.record(sale);
                result.touched(subject(connection, receipt.key()));
            });
            for (var register : commands.returns()) {
                returns.register(register);
                result.touched(BusinessKey.of("return:" + connection.code() + ":" + register.externalId()));
            }
        } catch (ProblemException refused) {
            throw new ProblemException(
                    refused.type(), "Receipt " + receipt.key().externalId() + ": " + refused.getMessage(), refused);
        }
    }

    private void ignored(Connection connection, InboxMessage message, TillTransaction.ReceiptKey key, String reason) {
        events.publishEvent(new TraceStep(
                clock.instant(),
                "receipt.ignored",
                connection.code().value(),
                subject(connection, key),
                Set.of(key.externalId()),
                message.id(),
                TraceStep.State.IGNORED,
                Map.of("reason", reason)));
    }

    private static BusinessKey subject(Connection connection, TillTransaction.ReceiptKey key) {
        return BusinessKey.of("order:" + connection.code() + ":" + key.externalId());
    }

    /** What a file has come to so far. */
    private static final class FileResult {

        private final InboxMessage message;
        private final Set<BusinessKey> subjects = new LinkedHashSet<>();
        private final Set<String> reasons = new LinkedHashSet<>();
        private final Set<String> unknown = new LinkedHashSet<>();
        private final List<Remark> remarks = new ArrayList<>();

        private FileResult(InboxMessage message) {
            this.message = message;
        }

        void touched(BusinessKey subject) {
            subjects.add(subject);
        }

        void ignored(String reason) {
            reasons.add(reason);
        }

        void unknown(Set<String> names) {
            unknown.addAll(names);
        }

        void remark(Remark remark) {
            remarks.add(remark);
        }

        Outcome outcome() {
            if (!unknown.isEmpty()) {
                remarks.add(new Remark(
                        InboxProblem.UNKNOWN_FIELD,
                        BusinessKey.of("message:" + message.id()),
                        Roles.INTEGRATION,
                        "Elements of the standard that are not read: " + String.join(", ", unknown),
                        Map.of()));
            }
            if (!remarks.isEmpty()) {
                return new Outcome.ProcessedWithRemarks(subjects, remarks);
            }
            if (subjects.isEmpty()) {
                return new Outcome.Ignored(
                        reasons.isEmpty() ? "No transactions" : "Nothing that counts: " + String.join(", ", reasons));
            }
            return new Outcome.Processed(subjects);
        }
    }
}
