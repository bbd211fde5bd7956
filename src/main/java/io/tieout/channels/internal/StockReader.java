package io.tieout.channels.internal;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inventory.ReceiveTransfer;
import io.tieout.inventory.SendTransfer;
import io.tieout.inventory.StockSnapshot;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads what systems say about whole stocks and about goods between our locations. */
@Component
public class StockReader {

    private static final int ID_MAX = 128;
    private static final int REFERENCE_MAX = 64;

    private final PartnerCodes codes;
    private final Catalog catalog;

    StockReader(PartnerCodes codes, Catalog catalog) {
        this.codes = codes;
        this.catalog = catalog;
    }

    /**
     * Figures of one location as of an instant. {@code contained} says which reservations they have subtracted already:
     * {@code acknowledged} all that the {@code source} had confirmed by then, {@code orders} and {@code reservations} those
     * that are named.
     */
    public StockSnapshot snapshot(Connection connection, JsonFields document, @Nullable MessageId message) {
        var asOf = document.instant("asOf");
        var items = new ArrayList<StockSnapshot.Item>();
        for (var item : document.list("items")) {
            var sku = item.as("sku", 64, code -> codes.sku(connection, code, asOf));
            items.add(new StockSnapshot.Item(sku, quantity(item, "quantity", sku)));
        }
        if (items.isEmpty()) {
            throw document.invalid("items", "must have at least one item");
        }
        return new StockSnapshot(
                document.as("location", 64, code -> codes.location(connection, code, asOf)),
                asOf,
                document.has("source")
                        ? document.text("source", 64)
                        : connection.code().value(),
                "snapshot:" + connection.code() + ":" + document.text("externalId", ID_MAX),
                items,
                contained(document.objectOrNull("contained")),
                message);
    }

    private static StockSnapshot.Contained contained(@Nullable JsonFields contained) {
        if (contained == null) {
            return StockSnapshot.Contained.NOTHING;
        }
        Set<String> keys = new HashSet<>();
        for (var order : contained.list("orders")) {
            keys.add("order:" + order.text("connection", 64) + ":" + order.text("externalId", ID_MAX));
        }
        for (var reservation : contained.list("reservations")) {
            keys.add(reservation.text("id", 64));
        }
        return new StockSnapshot.Contained(contained.flag("acknowledged", false), keys);
    }

    public SendTransfer transfer(Connection connection, JsonFields document, @Nullable MessageId message) {
        var at = document.instant("sentAt");
        return new SendTransfer(
                document.text("externalId", REFERENCE_MAX),
                document.as("from", 64, code -> codes.location(connection, code, at)),
                document.as("to", 64, code -> codes.location(connection, code, at)),
                lines(connection, document, at),
                at,
                document.has("expectedAt") ? document.instant("expectedAt") : null,
                message);
    }

    public ReceiveTransfer receipt(Connection connection, JsonFields document, @Nullable MessageId message) {
        var at = document.instant("receivedAt");
        return new ReceiveTransfer(
                document.text("transfer", REFERENCE_MAX),
                document.text("externalId", ID_MAX),
                lines(connection, document, at),
                at,
                document.flag("last", false),
                message);
    }

    private Map<Sku, Quantity> lines(Connection connection, JsonFields document, Instant at) {
        var quantities = new LinkedHashMap<Sku, Quantity>();
        for (var line : document.list("lines")) {
            var sku = line.as("sku", 64, code -> codes.sku(connection, code, at));
            quantities.merge(sku, quantity(line, "quantity", sku), Quantity::plus);
        }
        return quantities;
    }

    /** In the product's stock unit; another unit that is stated must be one of the product's (R61). */
    Quantity quantity(JsonFields item, String name, Sku sku) {
        var quantity = item.quantity(name);
        return item.has("unit") ? catalog.inStockUnit(sku, quantity, item.text("unit", 16)) : quantity;
    }
}
