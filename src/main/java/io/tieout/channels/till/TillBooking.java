package io.tieout.channels.till;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.channels.TillDays;
import io.tieout.channels.TillEntry;
import io.tieout.channels.TillEntry.Kind;
import io.tieout.channels.till.TillTransaction.PostVoid;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.TraceStep;
import io.tieout.mapping.Resolution;
import io.tieout.orders.Orders;
import io.tieout.orders.VoidSale;
import io.tieout.returns.Returns;
import io.tieout.returns.VoidReturn;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Books what tills did, in the caller's transaction: receipts first, then what takes receipts back. */
@Component
public class TillBooking {

    private final Orders orders;
    private final Returns returns;
    private final TillMoneyBook money;
    private final TillDays days;
    private final Feeds feeds;
    private final Catalog catalog;
    private final Inbox inbox;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TillBooking(
            Orders orders,
            Returns returns,
            TillMoneyBook money,
            TillDays days,
            Feeds feeds,
            Catalog catalog,
            Inbox inbox,
            ApplicationEventPublisher events,
            Clock clock) {
        this.orders = orders;
        this.returns = returns;
        this.money = money;
        this.days = days;
        this.feeds = feeds;
        this.catalog = catalog;
        this.inbox = inbox;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param reasons why some do not count
     * @param missing those that void a receipt that is not here: then nothing of all this may be committed
     */
    record Booked(Set<BusinessKey> subjects, Set<String> reasons, Set<PostVoid> missing) {

        Booked() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }
    }

    static BusinessKey subject(Connection connection, ReceiptKey key) {
        return BusinessKey.of("order:" + connection.code() + ":" + key.externalId());
    }

    static BusinessKey subject(ReceiptCommands.Origin origin) {
        return BusinessKey.of("order:" + origin.connection() + ":" + origin.externalId());
    }

    private static BusinessKey returnKey(ConnectionCode connection, String externalId) {
        return BusinessKey.of("return:" + connection + ":" + externalId);
    }

    Booked book(Connection connection, InboxMessage message, List<TillTransaction> transactions, TillCodes codes) {
        var booked = new Booked();
        var voids = new ArrayList<PostVoid>();
        var receipts = new ArrayList<ReceiptKey>();
        days.hold(
                connection.code(),
                transactions.stream()
                        .map(transaction -> transaction.key().store())
                        .toList());
        var plan = feeds.plan(connection, message, transactions, codes);
        for (var transaction : transactions) {
            var uncounted = plan.uncounted(transaction);
            if (uncounted.isPresent()) {
                ignored(connection, message, transaction.key(), uncounted.get());
                booked.reasons.add(uncounted.get());
                plan.bookedByOther(transaction).ifPresent(origin -> booked.subjects.add(subject(origin)));
                if (transaction instanceof Receipt receipt) {
                    receipts.add(receipt.key());
                }
                continue;
            }
            switch (transaction) {
                case TillTransaction.Ignored(var key, var reason) -> {
                    ignored(connection, message, key, reason);
                    booked.reasons.add(reason);
                }
                case TillTransaction.Control control -> booked.subjects.add(tillDay(connection, control.key()));
                case PostVoid taken -> voids.add(taken);
                case Receipt receipt -> {
                    book(connection, message, receipt, codes, plan, booked);
                    receipts.add(receipt.key());
                }
            }
        }
        resumeVoids(connection, receipts);
        voids.forEach(taken -> takeBack(connection, message, taken, codes, plan, booked));
        days.record(transactions.stream()
                .map(transaction -> entry(connection, message, transaction, codes, plan))
                .toList());
        return booked;
    }

    private static BusinessKey tillDay(Connection connection, ReceiptKey key) {
        return BusinessKey.of("till-day:" + connection.code() + ":" + key.store() + "-" + key.businessDate());
    }

    private TillEntry entry(
            Connection connection,
            InboxMessage message,
            TillTransaction transaction,
            TillCodes codes,
            Feeds.Plan plan) {
        var key = transaction.key();
        var uncounted = plan.uncounted(transaction).orElse(null);
        var seen = switch (transaction) {
            case TillTransaction _ when uncounted != null -> new Seen(Kind.NOT_COUNTED, uncounted, null);
            case TillTransaction.Ignored ignored -> new Seen(Kind.NOT_COUNTED, ignored.reason(), null);
            case PostVoid taken -> new Seen(Kind.VOID, "post-void", taken.at());
            case Receipt receipt -> new Seen(Kind.RECEIPT, "receipt", receipt.at());
            case TillTransaction.Control control -> new Seen(Kind.CONTROL, control.what(), control.at());
        };
        var control = transaction instanceof TillTransaction.Control found ? found : null;
        var at = seen.at == null ? null : TillTransaction.instant(seen.at, zone(connection, key, codes));
        return new TillEntry(
                connection.code(),
                key.store(),
                key.workstation(),
                key.businessDate(),
                key.sequenceNumber(),
                seen.kind,
                seen.what,
                at,
                control == null ? null : control.transactions(),
                control == null ? List.of() : declared(connection, control),
                message.id());
    }

    private List<TillEntry.Declared> declared(Connection connection, TillTransaction.Control control) {
        var currency = control.currency() == null
                ? catalog.entity(connection.entity()).map(LegalEntity::currency).orElse(null)
                : control.currency();
        return currency == null
                ? List.of()
                : control.declared().stream()
                        .map(each ->
                                new TillEntry.Declared(each.method(), new Money(each.amount(), currency), each.count()))
                        .toList();
    }

    private record Seen(Kind kind, String what, @Nullable TemporalAccessor at) {}

    /** A void that came before its receipt waits for it. */
    private void resumeVoids(Connection connection, List<ReceiptKey> receipts) {
        if (receipts.isEmpty()) {
            return;
        }
        var awaited = Set.copyOf(inbox.awaited("order:" + connection.code() + ":"));
        for (var receipt : receipts) {
            var key = subject(connection, receipt).value();
            if (awaited.contains(key)) {
                inbox.resume(key);
            }
        }
    }

    private void book(
            Connection connection,
            InboxMessage message,
            Receipt receipt,
            TillCodes codes,
            Feeds.Plan plan,
            Booked booked) {
        var key = receipt.key();
        var store = LocationCode.of(((Resolution.Mapped) codes.store(key.store(), key.businessDate())).value());
        var zone = zone(connection, store);
        var commands = new ReceiptCommands(
                connection,
                receipt,
                store,
                zone,
                item -> codes.sku(item, key.businessDate()).orElseThrow(),
                plan::origin,
                message.id());
        naming(key, () -> {
            commands.sale().ifPresent(sale -> {
                orders.record(sale);
                booked.subjects.add(subject(connection, key));
            });
            for (var register : commands.returns()) {
                returns.register(register);
                booked.subjects.add(returnKey(register.connection(), register.externalId()));
            }
        });
        var other = receipt.money();
        if (other != null) {
            money.record(connection, message, store, receipt, other, TillTransaction.instant(receipt.at(), zone));
            booked.subjects.add(subject(connection, key));
        }
    }

    /** A receipt may be a sale, returns, other money, or all of it: what there is of it is taken back. */
    private void takeBack(
            Connection connection,
            InboxMessage message,
            PostVoid taken,
            TillCodes codes,
            Feeds.Plan plan,
            Booked booked) {
        var origin = plan.origin(taken.voided());
        var sale = subject(origin);
        var by = taken.key().externalId();
        var day = taken.key().businessDate();
        var at = TillTransaction.instant(taken.at(), zone(connection, taken.key(), codes));
        naming(taken.key(), () -> {
            var found = money.takeBack(connection, message, origin, taken.key(), at, day);
            if (orders.voidSale(new VoidSale(origin.connection(), origin.externalId(), by, at, day, message.id()))
                    .isPresent()) {
                booked.subjects.add(sale);
                found = true;
            }
            found |= takeReturnsBack(plan.feeds(taken.voided()), origin.externalId(), by, at, day, message, booked);
            if (!found) {
                booked.missing.add(taken);
            }
        });
    }

    private boolean takeReturnsBack(
            Set<ConnectionCode> feeds,
            String receipt,
            String by,
            Instant at,
            LocalDate day,
            InboxMessage message,
            Booked booked) {
        for (var number = 1; ; number++) {
            var part = ReceiptCommands.returnNumber(receipt, number);
            var holder = feeds.stream()
                    .filter(feed -> returns.voidReturn(new VoidReturn(feed, part, by, at, day, message.id()))
                            .isPresent())
                    .findFirst();
            if (holder.isEmpty()) {
                return number > 1;
            }
            booked.subjects.add(returnKey(holder.get(), part));
        }
    }

    private ZoneId zone(Connection connection, LocationCode store) {
        return catalog.location(store).map(Location::zone).orElse(connection.zone());
    }

    private ZoneId zone(Connection connection, ReceiptKey key, TillCodes codes) {
        return codes.store(key.store(), key.businessDate()) instanceof Resolution.Mapped mapped
                ? zone(connection, LocationCode.of(mapped.value()))
                : connection.zone();
    }

    private static void naming(ReceiptKey key, Runnable work) {
        try {
            work.run();
        } catch (ProblemException refused) {
            throw new ProblemException(
                    refused.type(), "Receipt " + key.externalId() + ": " + refused.getMessage(), refused);
        }
    }

    private void ignored(Connection connection, InboxMessage message, ReceiptKey key, String reason) {
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
}
