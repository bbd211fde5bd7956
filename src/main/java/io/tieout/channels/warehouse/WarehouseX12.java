package io.tieout.channels.warehouse;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.edi.EdiMessage;
import io.tieout.channels.edi.EdiMessages;
import io.tieout.channels.edi.EdiProblem;
import io.tieout.channels.edi.EdiSegment;
import io.tieout.channels.internal.PartnerCodes;
import io.tieout.channels.internal.Shipments;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.channels.warehouse.WarehouseStock.Line;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.ConfirmShipment;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A warehouse or 3PL that speaks X12: 945 shipments, 944 receipts, 947 adjustments, and 997 answers to our 940. */
@Component
class WarehouseX12 implements ChannelAdapter {

    static final String NAME = "warehouse-x12";

    private final EdiMessages messages;
    private final WarehouseOrders sent;
    private final WarehouseStock stock;
    private final Shipments shipments;
    private final PartnerCodes codes;
    private final WorkItems workItems;
    private final Clock clock;

    WarehouseX12(
            EdiMessages messages,
            WarehouseOrders sent,
            WarehouseStock stock,
            Shipments shipments,
            PartnerCodes codes,
            WorkItems workItems,
            Clock clock) {
        this.messages = messages;
        this.sent = sent;
        this.stock = stock;
        this.shipments = shipments;
        this.codes = codes;
        this.workItems = workItems;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("edi", "shipment", "stock");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/edi-x12", "application/octet-stream", "text/*");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        return messages.handle(connection, message, raw, each -> switch (each.type()) {
            case "945" -> shipped(connection, message, each);
            case "944" -> received(connection, message, each);
            case "947" -> adjusted(connection, message, each);
            case "997" -> acknowledged(connection, message, each);
            default ->
                throw new ProblemException(
                        EdiProblem.MESSAGE_UNKNOWN,
                        "Message " + each.type() + " " + each.control() + " is none of 944, 945, 947, 997");
        });
    }

    private Outcome shipped(Connection connection, InboxMessage message, EdiMessage advice) {
        var begin = advice.demand("W06");
        var number = begin.demand(2);
        var order = sent.byNumber(connection, number);
        var channel = order.map(WarehouseOrders.Sent::channel)
                .orElseGet(() -> ConnectionCode.of(connection
                        .settings()
                        .getOrDefault("channel", connection.code().value())));
        var at = at(connection, advice.first("G62").filter(date -> date.at(2).isPresent()), begin, 3);
        var wanted = new LinkedHashMap<Sku, BigDecimal>();
        var lines = new LinkedHashMap<Sku, BigDecimal>();
        advice.all("W12").forEach(segment -> {
            var sku = article(connection, segment, at, 8, 6, 22);
            lines.merge(sku, segment.at(3).isPresent() ? segment.decimal(3, 1) : BigDecimal.ZERO, BigDecimal::add);
            if (segment.at(2).isPresent()) {
                wanted.merge(sku, segment.decimal(2, 1), BigDecimal::add);
            }
        });
        var external = order.map(WarehouseOrders.Sent::externalId).orElse(number);
        var goods = lines.entrySet().stream()
                .filter(line -> line.getValue().signum() > 0)
                .map(line -> new ConfirmShipment.Line(null, line.getKey().value(), new Quantity(line.getValue())))
                .toList();
        wanted.forEach((sku, quantity) -> {
            if (lines.getOrDefault(sku, BigDecimal.ZERO).compareTo(quantity) < 0) {
                shortOf(message, channel, external, sku, quantity, lines.getOrDefault(sku, BigDecimal.ZERO));
            }
        });
        if (goods.isEmpty()) {
            return new Outcome.Processed(Set.of(BusinessKey.of(Shipments.key(channel.value(), external))));
        }
        return shipments.confirm(
                new ConfirmShipment(
                        channel,
                        external,
                        begin.at(4).orElse(advice.control()),
                        location(connection, advice, at, "SF", "WH"),
                        at,
                        advice.first("W27").map(carrier -> carrier.orNull(2)).orElse(null),
                        tracking(advice),
                        goods,
                        message.id()),
                NAME,
                Set.of());
    }

    private static @Nullable String tracking(EdiMessage advice) {
        return advice.all("N9")
                .filter(reference -> reference.says(1, "2I") || reference.says(1, "CN"))
                .findFirst()
                .flatMap(reference -> reference.at(2))
                .orElse(null);
    }

    /** What could not be picked is for a person: the reservation of it stands until the order is changed. */
    private void shortOf(
            InboxMessage message,
            ConnectionCode channel,
            String order,
            Sku sku,
            BigDecimal wanted,
            BigDecimal shipped) {
        workItems.raise(new NewWorkItem(
                WarehouseProblem.SHORT_SHIPPED,
                BusinessKey.of(Shipments.key(channel.value(), order)),
                Roles.OPERATIONS,
                Severity.HIGH,
                "Of " + sku + " " + wanted.toPlainString() + " were ordered and " + shipped.toPlainString()
                        + " shipped",
                message.id(),
                Map.of("sku", sku.value())));
    }

    private Outcome received(Connection connection, InboxMessage message, EdiMessage advice) {
        var begin = advice.demand("W17");
        var at = at(connection, advice.first("G62").filter(date -> date.at(2).isPresent()), begin, 2);
        var lines = new ArrayList<Line>();
        Sku sku = null;
        for (var segment : advice.segments()) {
            if (segment.is("W07")) {
                sku = article(connection, segment, at, 5, 3, 8);
                lines.add(new Line(String.valueOf(lines.size() + 1), sku, segment.decimal(1, 1), false, ""));
            } else if (segment.is("W13") && sku != null) {
                // a part of what came in is not as it should be, and may not be sold
                var part = segment.decimal(1, 1);
                var whole = lines.removeLast();
                lines.add(new Line(whole.number(), sku, whole.quantity().subtract(part), false, ""));
                lines.add(new Line(
                        whole.number() + "-held", sku, part, true, segment.at(3).orElse("")));
            }
        }
        return new Outcome.Processed(stock.move(
                connection,
                message,
                true,
                begin.demand(3),
                location(connection, advice, at, "WH", "ST"),
                at,
                lines.stream().filter(line -> line.quantity().signum() != 0).toList()));
    }

    private Outcome adjusted(Connection connection, InboxMessage message, EdiMessage advice) {
        var begin = advice.demand("W15");
        var at = at(connection, advice.first("G62").filter(date -> date.at(2).isPresent()), begin, 1);
        var lines = new ArrayList<Line>();
        advice.all("W19")
                .forEach(segment -> lines.add(new Line(
                        String.valueOf(lines.size() + 1),
                        article(connection, segment, at, 6, 4, 8),
                        segment.decimal(2, 1),
                        false,
                        segment.demand(1))));
        if (lines.isEmpty()) {
            throw begin.problem(EdiProblem.SEGMENT_MISSING, "is followed by no W19");
        }
        return new Outcome.Processed(stock.move(
                connection, message, false, begin.demand(2), location(connection, advice, at, "WH", "SF"), at, lines));
    }

    private Outcome acknowledged(Connection connection, InboxMessage message, EdiMessage answer) {
        var group = answer.demand("AK1");
        if (!group.says(1, "OW")) {
            return new Outcome.Ignored("An acknowledgement of no ship order");
        }
        var control = group.decimal(2, 1).longValue();
        var order = sent.byControl(connection, control);
        if (order.isEmpty()) {
            return new Outcome.Ignored("An acknowledgement of " + control + ", which was not sent by us");
        }
        var verdict = answer.first("AK5")
                .or(() -> answer.first("AK9"))
                .flatMap(end -> end.at(1))
                .orElse("A");
        var accepted = verdict.equals("A") || verdict.equals("E");
        sent.answered(connection, control, accepted, clock.instant());
        var subject = BusinessKey.of(
                Shipments.key(order.get().channel().value(), order.get().externalId()));
        if (!accepted) {
            workItems.raise(new NewWorkItem(
                    EdiProblem.ORDER_REJECTED,
                    subject,
                    Roles.OPERATIONS,
                    Severity.HIGH,
                    "Warehouse " + connection.code() + " did not accept ship order "
                            + order.get().number() + " (" + control
                            + "): " + verdict + " "
                            + answer.all("AK3")
                                    .map(wrong -> wrong.at(1).orElse("") + " in segment "
                                            + wrong.at(2).orElse("?"))
                                    .toList(),
                    message.id(),
                    Map.of("control", String.valueOf(control))));
        }
        return new Outcome.Processed(Set.of(subject));
    }

    /** The date that the message gives the event, else that of its beginning; noon where no time is given, and never later than now. */
    private Instant at(Connection connection, java.util.Optional<EdiSegment> event, EdiSegment begin, int element) {
        var date = event.isPresent() ? event.get().date(2, 1) : begin.date(element, 1);
        var at = date.atTime(LocalTime.NOON).atZone(connection.zone()).toInstant();
        return at.isAfter(clock.instant()) ? clock.instant() : at;
    }

    private LocationCode location(Connection connection, EdiMessage message, Instant at, String... roles) {
        for (var role : roles) {
            var named = message.all("N1")
                    .filter(name -> name.says(1, role) && name.at(4).isPresent())
                    .findFirst();
            if (named.isPresent()) {
                return codes.location(connection, named.get().demand(4), at);
            }
        }
        var set = connection.settings().get("location");
        if (set == null) {
            throw new ProblemException(
                    EdiProblem.SEGMENT_MISSING,
                    "Message " + message.type() + " " + message.control() + " names no place, and connection "
                            + connection.code() + " has no setting location");
        }
        return LocationCode.of(set);
    }

    /** By whatever number the segment has, the likeliest first: one that we know. */
    private Sku article(Connection connection, EdiSegment segment, Instant at, int... elements) {
        var candidates = new ArrayList<Sku>();
        for (var element : elements) {
            segment.at(element)
                    .filter(code -> code.length() > 2)
                    .ifPresent(code -> candidates.add(codes.sku(connection, code, at)));
        }
        if (candidates.isEmpty()) {
            throw segment.problem(EdiProblem.SEGMENT_MISSING, "names no article");
        }
        return stock.known(List.copyOf(candidates));
    }
}
