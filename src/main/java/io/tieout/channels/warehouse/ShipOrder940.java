package io.tieout.channels.warehouse;

import io.tieout.channels.Connection;
import io.tieout.channels.edi.EdiMessage;
import io.tieout.channels.edi.EdiMessage.Standard;
import io.tieout.channels.edi.EdiSegment;
import io.tieout.channels.edi.EdiWriter;
import io.tieout.channels.spi.ChannelCommand;
import io.tieout.channels.spi.ChannelCommand.ShipOrder;
import io.tieout.channels.spi.CommandAdapter;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Sent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Tells a warehouse what to ship as an X12 940; its 997 answers it later. */
@Component
class ShipOrder940 implements CommandAdapter {

    private final WarehouseOrders orders;
    private final WarehouseCall call;
    private final Clock clock;

    ShipOrder940(WarehouseOrders orders, WarehouseCall call, Clock clock) {
        this.orders = orders;
        this.call = call;
        this.clock = clock;
    }

    @Override
    public String name() {
        return WarehouseX12.NAME;
    }

    @Override
    public Set<Class<? extends ChannelCommand>> commands(Connection connection) {
        return WarehouseCall.has(connection) ? Set.of(ShipOrder.class) : Set.of();
    }

    @Override
    public Sent send(Connection connection, ChannelCommand command, UUID id, boolean answerLost, PartnerCalls calls) {
        if (!(command instanceof ShipOrder order)) {
            return new Sent(new Outcome.Refused("command.unsupported", "X12 has no message for it here"), null, null);
        }
        var numbers = orders.take(connection, id, order, clock.instant());
        var sent = call.post(connection, "", "application/edi-x12", interchange(connection, order, numbers), id, calls);
        return sent.outcome() instanceof Outcome.Accepted
                ? new Sent(new Outcome.Accepted(String.valueOf(numbers.control())), sent.status(), sent.answer())
                : sent;
    }

    /** The same bytes for the same command, whenever it is sent. */
    static String interchange(Connection connection, ShipOrder order, WarehouseOrders.Sent numbers) {
        var settings = connection.settings();
        var control = String.valueOf(numbers.control());
        var at = order.requestedAt().atOffset(ZoneOffset.UTC);
        var message = new EdiMessage(
                Standard.X12,
                "940",
                "004010",
                settings.getOrDefault("sender", "TIEOUT"),
                settings.getOrDefault("receiver", connection.code().value().toUpperCase(java.util.Locale.ROOT)),
                control,
                control,
                "0001",
                segments(order, numbers));
        return new String(
                new EdiWriter(StandardCharsets.US_ASCII)
                        .interchange(
                                message,
                                settings.getOrDefault("senderQualifier", "ZZ"),
                                settings.getOrDefault("receiverQualifier", "ZZ"),
                                at.format(DateTimeFormatter.ofPattern("yyMMdd")),
                                at.format(DateTimeFormatter.ofPattern("HHmm")),
                                "OW",
                                settings.getOrDefault("usage", "P")),
                StandardCharsets.US_ASCII);
    }

    private static List<EdiSegment> segments(ShipOrder order, WarehouseOrders.Sent numbers) {
        var segments = new ArrayList<EdiSegment>();
        segments.add(segment("W05", "N", numbers.number()));
        segments.add(segment(
                "N1", "WH", order.location().value(), "92", order.location().value()));
        segments.add(segment("N9", "CO", shortened(order.orderExternalId())));
        // the gate: what may be shipped is reserved, and under what
        segments.add(segment(
                "N9", "ZZ", order.reservation().toString().replace("-", "").substring(0, 30)));
        segments.add(segment(
                "G62",
                "10",
                order.requestedAt()
                        .atOffset(ZoneOffset.UTC)
                        .format(DateTimeFormatter.BASIC_ISO_DATE)
                        .substring(0, 8)));
        segments.add(segment("W66", "PP", "M"));
        var total = BigDecimal.ZERO;
        var number = 0;
        for (var line : order.lines()) {
            total = total.add(line.quantity().value());
            segments.add(segment("LX", String.valueOf(++number)));
            segments.add(segment(
                    "W01",
                    line.quantity().value().stripTrailingZeros().toPlainString(),
                    "EA",
                    "",
                    "VN",
                    line.sku().value()));
            segments.add(segment("N9", "LI", shortened(line.reference())));
        }
        segments.add(segment("W76", total.stripTrailingZeros().toPlainString()));
        return segments;
    }

    private static String shortened(String reference) {
        return reference.length() <= 30 ? reference : reference.substring(0, 30);
    }

    private static EdiSegment segment(String tag, String... elements) {
        return new EdiSegment(
                tag, java.util.Arrays.stream(elements).map(List::of).toList());
    }
}
