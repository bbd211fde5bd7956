package io.tieout.channels.till;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.CutoverProblem;
import io.tieout.channels.StoreStage;
import io.tieout.channels.StoreStage.Stage;
import io.tieout.channels.cutover.FeedLedger;
import io.tieout.channels.cutover.FeedReceipt;
import io.tieout.channels.cutover.FeedReceipt.Identity;
import io.tieout.channels.cutover.FeedReceipt.Kind;
import io.tieout.channels.till.ReceiptCommands.Origin;
import io.tieout.channels.till.TillTransaction.PostVoid;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.Resolution;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Decides which of a feed's receipts count, by the stage of their store on their business date. */
@Component
class Feeds {

    private final FeedLedger ledger;
    private final Mappings mappings;
    private final WorkItems workItems;

    Feeds(FeedLedger ledger, Mappings mappings, WorkItems workItems) {
        this.ledger = ledger;
        this.mappings = mappings;
        this.workItems = workItems;
    }

    /** In the caller's transaction: what is told here is noted as told, and who tells it second does not book it. */
    Plan plan(Connection connection, InboxMessage message, List<TillTransaction> transactions, TillCodes codes) {
        var stores = transactions.stream()
                .flatMap(transaction -> store(transaction.key(), codes).stream())
                .map(LocationCode::value)
                .distinct()
                .toList();
        var stages = ledger.stages(stores).stream().collect(Collectors.groupingBy(StoreStage::store));
        var plan = new Plan(connection, codes, stages);
        if (!stages.isEmpty()) {
            plan.decide(message, transactions);
        }
        return plan;
    }

    private static Optional<LocationCode> store(ReceiptKey key, TillCodes codes) {
        return codes.store(key.store(), key.businessDate()) instanceof Resolution.Mapped mapped
                ? Optional.of(LocationCode.of(mapped.value()))
                : Optional.empty();
    }

    private static Identity identity(LocationCode store, ReceiptKey key, Kind kind) {
        return new Identity(
                store, key.businessDate(), key.workstation().replaceFirst("^0+(?=.)", ""), key.sequenceNumber(), kind);
    }

    /** What counts of one message. */
    final class Plan {

        private final Connection connection;
        private final TillCodes codes;
        private final Map<LocationCode, List<StoreStage>> stages;
        private final Map<TillTransaction, String> uncounted = new IdentityHashMap<>();
        private final Map<TillTransaction, Origin> booked = new IdentityHashMap<>();

        private Plan(Connection connection, TillCodes codes, Map<LocationCode, List<StoreStage>> stages) {
            this.connection = connection;
            this.codes = codes;
            this.stages = stages;
        }

        /** Why it is not booked; empty where it is. */
        Optional<String> uncounted(TillTransaction transaction) {
            return Optional.ofNullable(uncounted.get(transaction));
        }

        /** Under what the other feed's telling of it is booked. */
        Optional<Origin> bookedByOther(TillTransaction transaction) {
            return Optional.ofNullable(booked.get(transaction));
        }

        private @Nullable StoreStage stage(LocationCode store, LocalDate on) {
            return stages.getOrDefault(store, List.of()).stream()
                    .filter(stage -> !stage.from().isAfter(on))
                    .findFirst()
                    .orElse(null);
        }

        private void decide(InboxMessage message, List<TillTransaction> transactions) {
            var compared = new IdentityHashMap<TillTransaction, FeedReceipt>();
            var dual = new HashMap<LocationCode, StoreStage>();
            for (var transaction : transactions) {
                var store = store(transaction.key(), codes).orElse(null);
                var stage =
                        store == null ? null : stage(store, transaction.key().businessDate());
                if (stage == null || !(transaction instanceof Receipt || transaction instanceof PostVoid)) {
                    continue;
                }
                if (!stage.counts(connection.code())) {
                    uncounted.put(transaction, "the store is at stage " + stage.stage());
                    tellUnwanted(message, stage, transaction.key());
                } else if (stage.compares(connection.code())) {
                    compared.put(transaction, telling(message, stage.store(), transaction));
                    dual.put(stage.store(), stage);
                }
            }
            if (compared.isEmpty()) {
                return;
            }
            var claims = ledger.claim(new ArrayList<>(compared.values()), dual);
            compared.forEach((transaction, telling) -> {
                if (!claims.mine().contains(telling.identity())) {
                    uncounted.put(transaction, "booked as the other feed told it");
                    var other = claims.others().get(telling.identity());
                    if (other != null) {
                        booked.put(transaction, new Origin(other.connection(), other.externalId()));
                    }
                }
            });
        }

        private FeedReceipt telling(InboxMessage message, LocationCode store, TillTransaction transaction) {
            var key = transaction.key();
            if (!(transaction instanceof Receipt receipt)) {
                return new FeedReceipt(
                        identity(store, key, Kind.VOID),
                        connection.code(),
                        key.externalId(),
                        false,
                        null,
                        BigDecimal.ZERO,
                        Map.of(),
                        Map.of(),
                        message.id());
            }
            var quantities = new TreeMap<String, BigDecimal>();
            var total = BigDecimal.ZERO;
            for (var line : receipt.lines()) {
                var sku = codes.sku(line.item(), key.businessDate()).orElseThrow();
                var sign = line.returned() ? BigDecimal.ONE.negate() : BigDecimal.ONE;
                quantities.merge(sku.value(), line.quantity().value().multiply(sign), BigDecimal::add);
                total = total.add(line.gross().amount().multiply(sign));
            }
            var tenders = new TreeMap<String, BigDecimal>();
            add(tenders, receipt.tenders(), key.businessDate());
            var other = receipt.money();
            if (other != null) {
                add(tenders, other.tenders(), key.businessDate());
                for (var item : other.items()) {
                    total = total.add(item.amount().amount());
                }
            }
            return new FeedReceipt(
                    identity(store, key, Kind.RECEIPT),
                    connection.code(),
                    key.externalId(),
                    false,
                    receipt.currency().getCurrencyCode(),
                    total,
                    quantities,
                    tenders,
                    message.id());
        }

        private void add(Map<String, BigDecimal> sums, List<PlaceOrder.Tender> tenders, LocalDate on) {
            for (var tender : tenders) {
                var method = mappings.resolve(
                                        MappingKind.PAYMENT_METHOD,
                                        tender.method(),
                                        connection.code().value(),
                                        on)
                                instanceof Resolution.Mapped mapped
                        ? mapped.value()
                        : tender.method().toLowerCase(Locale.ROOT);
                sums.merge(method, tender.amount().amount(), BigDecimal::add);
            }
        }

        private void tellUnwanted(InboxMessage message, StoreStage stage, ReceiptKey key) {
            workItems.raise(new NewWorkItem(
                    CutoverProblem.FEED_NOT_IN_FORCE,
                    BusinessKey.of("store-day:" + stage.store() + ":" + key.businessDate()),
                    Roles.OPERATIONS,
                    Severity.NORMAL,
                    "Connection " + connection.code() + " tells of receipts of store " + stage.store() + " on "
                            + key.businessDate() + ", which is at stage " + stage.stage() + " since " + stage.from(),
                    message.id(),
                    Map.of("store", stage.store().value())));
        }

        /** Under what a receipt is booked, whichever feed told it. */
        Origin origin(ReceiptKey key) {
            var own = new Origin(connection.code(), key.externalId());
            var store = store(key, codes).orElse(null);
            var moves = store == null ? List.<StoreStage>of() : stages.getOrDefault(store, List.of());
            if (store == null || moves.stream().noneMatch(this::isFeed)) {
                return own;
            }
            var then = stage(store, key.businessDate());
            if (then != null && then.stage() == Stage.DUAL_RUN) {
                return ledger.booked(identity(store, key, Kind.RECEIPT))
                        .map(booked -> new Origin(booked.connection(), booked.externalId()))
                        .orElse(own);
            }
            // before its first move a store had files
            var feed = then == null
                    ? moves.getLast().legacy()
                    : then.stage() == Stage.LEGACY_FILE ? then.legacy() : then.api();
            return feed == null ? own : new Origin(feed, key.externalId());
        }

        /** The connections that may have booked what this receipt is about, its own first. */
        Set<ConnectionCode> feeds(ReceiptKey key) {
            var feeds = new LinkedHashSet<ConnectionCode>();
            feeds.add(connection.code());
            store(key, codes).map(store -> stages.getOrDefault(store, List.of())).orElse(List.of()).stream()
                    .filter(this::isFeed)
                    .forEach(stage -> {
                        if (stage.legacy() != null) {
                            feeds.add(stage.legacy());
                        }
                        if (stage.api() != null) {
                            feeds.add(stage.api());
                        }
                    });
            return feeds;
        }

        private boolean isFeed(StoreStage stage) {
            return connection.code().equals(stage.legacy()) || connection.code().equals(stage.api());
        }
    }
}
