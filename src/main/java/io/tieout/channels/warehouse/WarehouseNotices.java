package io.tieout.channels.warehouse;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.format.JsonPeek;
import io.tieout.channels.format.KnownFields;
import io.tieout.channels.internal.CanonicalReader;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.internal.PartnerCodes;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.channels.warehouse.WarehouseStock.Line;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import io.tieout.returns.Returns;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** What else a warehouse tells as plain JSON: goods in, stock put right, goods that came back and their grade, all it has. */
@Component
class WarehouseNotices implements ChannelAdapter {

    private static final String RECEIPT = "receipt";
    private static final String ADJUSTMENT = "adjustment";
    private static final String RETURN = "return";
    private static final String STOCK = "stock";
    private static final Set<String> HELD = Set.of("damaged", "hold", "inspect", "expired", "quarantine");
    private static final Map<String, KnownFields> KNOWN = Map.of(
            RECEIPT, KnownFields.load(WarehouseNotices.class, "receipt.fields"),
            ADJUSTMENT, KnownFields.load(WarehouseNotices.class, "adjustment.fields"),
            RETURN, KnownFields.load(WarehouseNotices.class, "return.fields"),
            STOCK, KnownFields.load(WarehouseNotices.class, "stock.fields"));

    private final CanonicalReader reader;
    private final PartnerCodes codes;
    private final WarehouseStock stock;
    private final Returns returns;
    private final Drift drift;

    WarehouseNotices(CanonicalReader reader, PartnerCodes codes, WarehouseStock stock, Returns returns, Drift drift) {
        this.reader = reader;
        this.codes = codes;
        this.stock = stock;
        this.returns = returns;
        this.drift = drift;
    }

    @Override
    public String name() {
        return WarehouseShipments.NAME;
    }

    @Override
    public Set<String> kinds() {
        return KNOWN.keySet();
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("application/json");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw)
            throws IOException {
        var number = JsonPeek.at(raw.open(), Set.of("externalId"), Set.of()).get("externalId");
        return number == null ? Identification.NONE : new Identification(kind + ":" + number, null, null);
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var document = JsonFields.read(raw.open());
        var subjects = switch (message.kind()) {
            case RETURN -> returned(connection, message, document);
            case STOCK ->
                stock.snapshot(
                        connection,
                        message,
                        document.text("externalId", 128),
                        location(connection, document),
                        at(document),
                        lines(connection, document, message.kind()));
            default ->
                stock.move(
                        connection,
                        message,
                        message.kind().equals(RECEIPT),
                        document.text("externalId", 128),
                        location(connection, document),
                        at(document),
                        lines(connection, document, message.kind()));
        };
        var known = KNOWN.get(message.kind());
        return drift.processed(name(), subjects, known == null ? Set.of() : known.unknown(document.node()));
    }

    /** A return that its channel or a store announced is named by theirs; any other is the warehouse's own finding. */
    private Set<BusinessKey> returned(Connection connection, InboxMessage message, JsonFields document) {
        var command = reader.registerReturn(connection, document, message.id());
        returns.register(command);
        return Set.of(BusinessKey.of("return:" + command.connection() + ":" + command.externalId()));
    }

    private LocationCode location(Connection connection, JsonFields document) {
        var set = connection.settings().get("location");
        if (!document.has("location") && set != null) {
            return LocationCode.of(set);
        }
        var at = at(document);
        return document.as("location", 64, code -> codes.location(connection, code, at));
    }

    private static Instant at(JsonFields document) {
        return document.instant(document.has("asOf") ? "asOf" : "occurredAt");
    }

    private List<Line> lines(Connection connection, JsonFields document, String kind) {
        var at = at(document);
        var lines = new ArrayList<Line>();
        for (var line : document.list("lines")) {
            var quantity = line.decimal("quantity");
            if (quantity.signum() < 0 && !kind.equals(ADJUSTMENT)) {
                throw line.invalid("quantity", "must not be negative");
            }
            if (kind.equals(ADJUSTMENT) && !line.has("reason")) {
                throw line.invalid("reason", "is missing: an adjustment says why");
            }
            Sku sku = line.as("sku", 64, code -> codes.sku(connection, code, at));
            lines.add(new Line(
                    line.has("line") ? line.text("line", 64) : String.valueOf(lines.size() + 1),
                    stock.known(List.of(sku)),
                    quantity,
                    line.has("condition") && HELD.contains(line.text("condition", 32)),
                    line.has("reason") ? line.text("reason", 128) : ""));
        }
        if (lines.isEmpty()) {
            throw document.invalid("lines", "must have at least one line");
        }
        return lines;
    }
}
