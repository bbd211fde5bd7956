package io.tieout.operations.bench;

import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.finance.JournalFilter;
import io.tieout.finance.Ledger;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.Page;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.springframework.stereotype.Component;

/** The long lists on a database with years in it: the facades' own time for the first page, filtered ones, and the last page. */
@Component
class ListsBench implements Bench {

    private static final int CALLS = 60;
    private static final int LIMIT = 50;
    private static final double AIM_MS = 100;

    private final Shop shop;
    private final Database database;
    private final Orders orders;
    private final Ledger ledger;
    private final Deliveries deliveries;
    private final Inbox inbox;

    ListsBench(Shop shop, Database database, Orders orders, Ledger ledger, Deliveries deliveries, Inbox inbox) {
        this.shop = shop;
        this.database = database;
        this.orders = orders;
        this.ledger = ledger;
        this.deliveries = deliveries;
        this.inbox = inbox;
    }

    @Override
    public String name() {
        return "lists";
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) throws Exception {
        shop.open(1);
        var count = settings.value("orders");
        ListsData.write(database, count, log);
        var calls = calls(count, ListsData.others(count));
        var details = new LinkedHashMap<String, Object>();
        details.put(
                "rows",
                "%,d orders; %,d each of messages, journals, deliveries".formatted(count, ListsData.others(count)));
        var worst = 0.0;
        for (var call : calls.entrySet()) {
            var samples = new Samples();
            for (var index = -5; index < CALLS; index++) {
                var began = System.nanoTime();
                var page = call.getValue().apply(Math.abs(index));
                var took = System.nanoTime() - began;
                if (page.items().isEmpty()) {
                    throw new IllegalStateException(call.getKey() + " is empty");
                }
                if (index >= 0) {
                    samples.addNanos(took);
                }
            }
            var p95 = samples.percentile(0.95);
            details.put(call.getKey(), "p50 %.1f ms, p95 %.1f ms".formatted(samples.percentile(0.5), p95));
            worst = Math.max(worst, p95);
        }
        return new Figure(worst, "ms, worst p95", null, AIM_MS, true, true, details);
    }

    private Map<String, IntFunction<Page<?>>> calls(int count, int others) {
        var calls = new LinkedHashMap<String, IntFunction<Page<?>>>();
        var ordersEnd = end(orders.list(new OrderFilter(ListsData.FIRST, null, null, null, null), 40, null));
        calls.put("orders, first page", _ -> orders.list(OrderFilter.ALL, LIMIT, null));
        calls.put(
                "orders, of a state",
                index -> orders.list(
                        new OrderFilter(
                                null, index % 2 == 0 ? OrderState.HELD : OrderState.CANCELLED, null, null, null),
                        LIMIT,
                        null));
        calls.put(
                "orders, of a connection",
                index -> orders.list(
                        new OrderFilter(index % 2 == 0 ? Shop.CONNECTION : Shop.MARKETPLACE, null, null, null, null),
                        LIMIT,
                        null));
        calls.put(
                "orders, of a connection and state",
                index -> orders.list(
                        new OrderFilter(
                                index % 2 == 0 ? Shop.CONNECTION : Shop.MARKETPLACE, OrderState.HELD, null, null, null),
                        LIMIT,
                        null));
        calls.put(
                "orders, of a time",
                index -> orders.list(
                        new OrderFilter(
                                null,
                                null,
                                null,
                                time(count, index),
                                time(count, index).plusSeconds(86_400)),
                        LIMIT,
                        null));
        calls.put(
                "orders, by number",
                index -> orders.list(
                        new OrderFilter(null, null, "X-" + (1 + (long) index * (count - 1) / CALLS), null, null),
                        LIMIT,
                        null));
        calls.put("orders, last page", _ -> orders.list(OrderFilter.ALL, LIMIT, ordersEnd));
        var journalsEnd = end(ledger.journals(journalsOf(null, ListsData.FIRST, null), 40, null));
        calls.put("journals, first page", _ -> ledger.journals(JournalFilter.ALL, LIMIT, null));
        calls.put("journals, of an entity", _ -> ledger.journals(journalsOf(Shop.ENTITY, null, null), LIMIT, null));
        calls.put(
                "journals, of an event",
                _ -> ledger.journals(journalsOf(null, "shipment.invoiced", null), LIMIT, null));
        calls.put("journals, of an account", _ -> ledger.journals(journalsOf(null, null, "4000"), LIMIT, null));
        calls.put("journals, last page", _ -> ledger.journals(JournalFilter.ALL, LIMIT, journalsEnd));
        var deliveriesEnd = end(deliveries.list(ListsData.FIRST, null, null, 40, null));
        calls.put("deliveries, first page", _ -> deliveries.list(null, null, null, LIMIT, null));
        calls.put("deliveries, of a destination", _ -> deliveries.list("erp", null, null, LIMIT, null));
        calls.put("deliveries, dead", _ -> deliveries.list(null, null, Delivery.State.DEAD, LIMIT, null));
        calls.put(
                "deliveries, by key",
                index -> deliveries.list(
                        null, "order:shop:X-" + (1 + (long) index * (others - 1) / CALLS), null, LIMIT, null));
        calls.put("deliveries, last page", _ -> deliveries.list(null, null, null, LIMIT, deliveriesEnd));
        var messagesEnd = end(inbox.list(new InboxFilter(ListsData.FIRST, null, null), 40, null));
        calls.put("messages, first page", _ -> inbox.list(new InboxFilter(null, null, null), LIMIT, null));
        calls.put(
                "messages, of a connection",
                _ -> inbox.list(new InboxFilter(Shop.CONNECTION, "order", null), LIMIT, null));
        calls.put(
                "messages, failed",
                _ -> inbox.list(new InboxFilter(null, null, InboxMessage.State.FAILED), LIMIT, null));
        calls.put("messages, last page", _ -> inbox.list(new InboxFilter(null, null, null), LIMIT, messagesEnd));
        return calls;
    }

    private static JournalFilter journalsOf(
            @org.jspecify.annotations.Nullable String entity,
            @org.jspecify.annotations.Nullable String event,
            @org.jspecify.annotations.Nullable String account) {
        return new JournalFilter(entity, null, null, event, account, null, null, null, null);
    }

    /** Near the oldest row: what is behind it is the last page. */
    private static String end(Page<?> oldest) {
        return Objects.requireNonNull(oldest.next(), "The oldest rows fit on a page");
    }

    private static Instant time(int count, int index) {
        return Instant.parse("2025-11-01T00:00:00Z").plusSeconds(6L * (index * (count / (CALLS + 1L))));
    }
}
