package io.tieout.delivery.internal;

import io.tieout.delivery.PartnerMessage;
import io.tieout.inventory.events.StockChanged;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.Ids;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Collects what the running transaction wants told and writes it just before that transaction commits, in one statement:
 * what must leave stands or falls with the fact that caused it.
 */
@Component
public class Outbox {

    private final Routes routes;
    private final ErpAdapters adapters;
    private final OutboundRows rows;
    private final Envelope envelope;
    private final Lanes lanes;
    private final Clock clock;

    Outbox(Routes routes, ErpAdapters adapters, OutboundRows rows, Envelope envelope, Lanes lanes, Clock clock) {
        this.routes = routes;
        this.adapters = adapters;
        this.rows = rows;
        this.envelope = envelope;
        this.lanes = lanes;
        this.clock = clock;
    }

    /** @throws IllegalStateException outside of a transaction */
    public void add(List<Draft> drafts) {
        var batch = batch();
        var correlation = Correlation.current().id();
        drafts.forEach(draft -> batch.told.add(new Told(draft, correlation)));
        batch.writeIfLate();
    }

    /** A message of another module's own type, for one destination, whatever that has subscribed to. @return its id */
    public UUID add(PartnerMessage message) {
        var batch = batch();
        var id = Ids.next();
        var correlation = Correlation.current().id();
        batch.addressed.add(new NewMessage(
                id,
                message.destination(),
                message.key().value(),
                message.type(),
                message.entity().value(),
                envelope.head(id, message, correlation),
                correlation,
                message.cause(),
                message.reservation(),
                null,
                clock.instant()));
        batch.writeIfLate();
        return id;
    }

    public boolean knows(String destination) {
        return routes.find(destination).isPresent();
    }

    /** Availability changed; told later and coalesced, where anybody wants to hear of it. */
    public void add(StockChanged change) {
        if (routes.all().stream().noneMatch(this::wantsStock)) {
            return;
        }
        var batch = batch();
        batch.stock.put(change.sku() + " " + change.location(), change);
        batch.writeIfLate();
    }

    private boolean wantsStock(Route route) {
        return (route.destination().events().contains("*")
                        || route.destination().events().contains(EventType.STOCK_CHANGED.shortName()))
                && adapters.handles(route, EventType.STOCK_CHANGED);
    }

    private Batch batch() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("What is to leave the hub is told inside the transaction of its cause");
        }
        for (var synchronization : TransactionSynchronizationManager.getSynchronizations()) {
            if (synchronization instanceof Batch batch && batch.outbox() == this) {
                return batch;
            }
        }
        var batch = new Batch();
        TransactionSynchronizationManager.registerSynchronization(batch);
        return batch;
    }

    private Set<String> write(List<Told> told, List<NewMessage> addressed) {
        var messages = new ArrayList<>(addressed);
        var now = clock.instant();
        for (var one : told) {
            var draft = one.draft();
            var receivers = routes.all().stream()
                    .filter(route -> route.takes(draft) && adapters.handles(route, draft.type()))
                    .toList();
            if (receivers.isEmpty()) {
                continue;
            }
            var data = envelope.data(draft);
            for (var route : receivers) {
                messages.add(message(route.code(), draft, data, one.correlation(), now));
            }
        }
        if (messages.isEmpty()) {
            return Set.of();
        }
        rows.insert(messages);
        var destinations = new TreeSet<String>();
        messages.forEach(message -> destinations.add(message.destination()));
        return destinations;
    }

    private NewMessage message(
            String destination, Draft draft, String data, String correlation, java.time.Instant now) {
        var id = Ids.next();
        return new NewMessage(
                id,
                destination,
                draft.key().value(),
                draft.type().shortName(),
                draft.entity().value(),
                envelope.head(id, draft, data, correlation),
                correlation,
                draft.cause(),
                draft.reservation(),
                draft.document(),
                now);
    }

    /** Stores one message for one destination, whatever that has subscribed to, in the caller's transaction. */
    public UUID addFor(String destination, Draft draft) {
        var message = message(
                destination, draft, envelope.data(draft), Correlation.current().id(), clock.instant());
        rows.insert(List.of(message));
        lanes.wakeAfterCommit(destination);
        return message.id();
    }

    private record Told(Draft draft, String correlation) {}

    /** What one transaction tells. */
    private final class Batch implements TransactionSynchronization {

        private final List<Told> told = new ArrayList<>();
        private final List<NewMessage> addressed = new ArrayList<>();
        private final LinkedHashMap<String, StockChanged> stock = new LinkedHashMap<>();
        private final Set<String> destinations = new TreeSet<>();
        private boolean written;

        Outbox outbox() {
            return Outbox.this;
        }

        @Override
        public void beforeCommit(boolean readOnly) {
            written = true;
            write();
        }

        /** Events that are published by others while the transaction is already being committed. */
        void writeIfLate() {
            if (written) {
                write();
            }
        }

        private void write() {
            if (!told.isEmpty() || !addressed.isEmpty()) {
                destinations.addAll(Outbox.this.write(told, addressed));
                told.clear();
                addressed.clear();
            }
            if (!stock.isEmpty()) {
                rows.insertStockChanges(List.copyOf(stock.values()));
                stock.clear();
            }
        }

        @Override
        public void afterCommit() {
            destinations.forEach(lanes::wake);
        }
    }
}
