package io.tieout.ui.today;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.tieout.access.Roles;
import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.delivery.DeliveryCount;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.Document;
import io.tieout.finance.DocumentCount;
import io.tieout.finance.Documents;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.orders.OrderCount;
import io.tieout.orders.OrderFilter;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.SettlementCount;
import io.tieout.reconciliation.Settlements;
import io.tieout.ui.kit.Column;
import io.tieout.ui.kit.Facts;
import io.tieout.ui.kit.Section;
import io.tieout.ui.kit.Since;
import io.tieout.ui.kit.Status;
import io.tieout.ui.kit.StatusChip;
import io.tieout.ui.kit.Table;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Four tiles: orders, stock, settlements, postings. Every figure leads to the list of exactly what it counts. */
@Component
class Health {

    private static final int COUNTED_MAX = 99;

    private final Orders orders;
    private final WorkItems workItems;
    private final Inbox inbox;
    private final Settlements settlements;
    private final Documents documents;
    private final Deliveries deliveries;
    private final Clock clock;

    Health(
            Orders orders,
            WorkItems workItems,
            Inbox inbox,
            Settlements settlements,
            Documents documents,
            Deliveries deliveries,
            Clock clock) {
        this.orders = orders;
        this.workItems = workItems;
        this.inbox = inbox;
        this.settlements = settlements;
        this.documents = documents;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    Div tiles() {
        var tiles = new Div(orders(), settlements(), postings(), stock());
        tiles.addClassName("tiles");
        return tiles;
    }

    private record Channel(String code, long hour, long day, long week, long held) {}

    private Section orders() {
        var hour = byChannel(orders.counts(since(Since.HOUR)));
        var day = byChannel(orders.counts(since(Since.DAY)));
        var week = byChannel(orders.counts(since(Since.WEEK)));
        var held = byChannel(orders.counts(new OrderFilter(null, OrderState.HELD, null, null, null)));
        var codes = new TreeMap<>(week);
        held.forEach((code, count) -> codes.merge(code, count, Long::sum));
        var rows = codes.keySet().stream()
                .map(code -> new Channel(
                        code,
                        hour.getOrDefault(code, 0L),
                        day.getOrDefault(code, 0L),
                        week.getOrDefault(code, 0L),
                        held.getOrDefault(code, 0L)))
                .toList();
        var waiting = held.values().stream().mapToLong(Long::longValue).sum();
        var total = week.values().stream().mapToLong(Long::longValue).sum();
        var tile = new Section(
                "Orders",
                headline(total, "in the last week", "orders?since=WEEK"),
                waiting == 0
                        ? new StatusChip(Status.DONE, "None held")
                        : new StatusChip(Status.NEEDS_YOU, waiting + " held"));
        if (!rows.isEmpty()) {
            tile.add(new Table<>(
                    "Orders by channel",
                    List.of(
                            Column.text("channel", "Channel", Channel::code),
                            linked(
                                    "hour",
                                    "Last hour",
                                    Channel::hour,
                                    row -> "orders?since=HOUR&connection=" + row.code),
                            linked("day", "Last day", Channel::day, row -> "orders?since=DAY&connection=" + row.code),
                            linked(
                                    "week",
                                    "Last week",
                                    Channel::week,
                                    row -> "orders?since=WEEK&connection=" + row.code),
                            linked("held", "Held", Channel::held, row -> "orders?state=HELD&connection=" + row.code)),
                    rows));
        }
        return tile;
    }

    private OrderFilter since(Since since) {
        return new OrderFilter(null, null, null, since.start(clock.instant()), null);
    }

    private static Map<String, Long> byChannel(List<OrderCount> counts) {
        var sums = new TreeMap<String, Long>();
        counts.forEach(count -> sums.merge(count.connection(), count.orders(), Long::sum));
        return sums;
    }

    private record Account(String code, long footed, long posted, long reconciled) {}

    private Section settlements() {
        var counts = settlements.counts();
        var rows = counts.stream()
                .map(SettlementCount::connection)
                .distinct()
                .map(code -> new Account(
                        code,
                        count(counts, code, Settlement.State.FOOTED),
                        count(counts, code, Settlement.State.POSTED),
                        count(counts, code, Settlement.State.RECONCILED)))
                .toList();
        var reconciled = rows.stream().mapToLong(Account::reconciled).sum();
        var toPost = rows.stream().mapToLong(Account::footed).sum();
        var awaited = rows.stream().mapToLong(Account::posted).sum();
        var tile = new Section(
                "Settlements",
                headline(reconciled, "reconciled with the bank", "settlements?state=RECONCILED"),
                toPost > 0
                        ? new StatusChip(Status.NEEDS_YOU, toPost + " to post")
                        : awaited > 0
                                ? new StatusChip(Status.WAITING, awaited + " await the bank")
                                : new StatusChip(Status.DONE, "All reconciled"));
        if (!rows.isEmpty()) {
            tile.add(new Table<>(
                    "Settlements by channel",
                    List.of(
                            Column.text("channel", "Channel", Account::code),
                            linked("footed", "To post", Account::footed, row -> settled(row, "FOOTED")),
                            linked("posted", "Bank awaited", Account::posted, row -> settled(row, "POSTED")),
                            linked("done", "Reconciled", Account::reconciled, row -> settled(row, "RECONCILED"))),
                    rows));
        }
        return tile;
    }

    private static String settled(Account row, String state) {
        return "settlements?state=" + state + "&connection=" + row.code;
    }

    private static long count(List<SettlementCount> counts, String code, Settlement.State state) {
        return counts.stream()
                .filter(count -> count.connection().equals(code) && count.state() == state)
                .mapToLong(SettlementCount::settlements)
                .sum();
    }

    private record Link(String words, long count, String path) {}

    private Section postings() {
        var unaccepted = documents.unaccepted();
        var undelivered = deliveries.undelivered();
        var refused = sum(unaccepted, Document.ErpState.REFUSED);
        var pending = sum(unaccepted, Document.ErpState.PENDING);
        var dead = sum(undelivered, Delivery.State.DEAD);
        var rows = List.of(
                new Link("Documents on their way", pending, "documents?erpState=PENDING"),
                new Link("Documents refused by the ERP", refused, "documents?erpState=REFUSED"),
                new Link("Deliveries waiting", sum(undelivered, Delivery.State.PENDING), "deliveries?state=PENDING"),
                new Link(
                        "Deliveries of unknown outcome",
                        sum(undelivered, Delivery.State.UNKNOWN),
                        "deliveries?state=UNKNOWN"),
                new Link("Deliveries given up", dead, "deliveries?state=DEAD"));
        return new Section(
                "Postings",
                headline(pending + refused, "documents without the ERP's number", "documents"),
                refused + dead > 0
                        ? new StatusChip(
                                Status.NEEDS_YOU, refused > 0 ? refused + " refused" : dead + " deliveries given up")
                        : pending > 0
                                ? new StatusChip(Status.WAITING, "On their way")
                                : new StatusChip(Status.DONE, "Complete"),
                links(rows));
    }

    private static long sum(List<DocumentCount> counts, Document.ErpState state) {
        return counts.stream()
                .filter(count -> count.erpState() == state)
                .mapToLong(DocumentCount::documents)
                .sum();
    }

    private static long sum(List<DeliveryCount> counts, Delivery.State state) {
        return counts.stream()
                .filter(count -> count.state() == state)
                .mapToLong(DeliveryCount::deliveries)
                .sum();
    }

    private Section stock() {
        var open = workItems.openByOwner().getOrDefault(Roles.INVENTORY, 0L);
        var failed = messages(InboxMessage.State.FAILED);
        var parked = messages(InboxMessage.State.PARKED);
        return new Section(
                "Stock and messages",
                headline(open, "open questions about stock", "exceptions?owner=" + Roles.INVENTORY),
                open + failed == 0
                        ? new StatusChip(Status.DONE, "Trustworthy")
                        : new StatusChip(Status.NEEDS_YOU, "Look at them"),
                links(List.of(
                        new Link("Messages that failed", failed, "messages?state=FAILED"),
                        new Link("Messages that wait for something", parked, "messages?state=PARKED"))),
                new Anchor("integrity", "Prove stock and books now"));
    }

    private long messages(InboxMessage.State state) {
        return inbox.list(new InboxFilter(null, null, state), COUNTED_MAX + 1, null)
                .items()
                .size();
    }

    private static Div headline(long count, String words, String link) {
        var figure = new Anchor(link, String.format(java.util.Locale.ROOT, "%,d", count));
        figure.addClassName("figure");
        figure.setAriaLabel(count + " " + words);
        var explained = new Span(words);
        explained.addClassName("muted");
        var line = new Div(figure, explained);
        line.addClassName("headline");
        return line;
    }

    private static Facts links(List<Link> rows) {
        var facts = new Facts().figures();
        rows.forEach(row -> facts.fact(row.words, figure(row.count, row.path)));
        return facts;
    }

    private static <T> Column<T> linked(
            String key,
            String header,
            java.util.function.ToLongFunction<T> count,
            java.util.function.Function<T, String> path) {
        return Column.number(
                key,
                header,
                row -> "" + count.applyAsLong(row),
                row -> figure(count.applyAsLong(row), path.apply(row)));
    }

    private static com.vaadin.flow.component.Component figure(long count, String path) {
        if (count == 0) {
            var none = new Span("0");
            none.addClassNames("amount", "muted");
            return none;
        }
        var words = count > COUNTED_MAX && path.startsWith("messages") ? COUNTED_MAX + "+" : "" + count;
        var link = new Anchor(path, words);
        link.addClassName("amount");
        return link;
    }
}
