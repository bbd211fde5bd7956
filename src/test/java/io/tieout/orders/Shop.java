package io.tieout.orders;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.catalog.Product;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.Position;
import io.tieout.inventory.PositionFilter;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A little retailer of its own for each test: an entity, a warehouse, a store, a channel, tills. */
public final class Shop {

    public static final Currency EUR = Currency.getInstance("EUR");
    public static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    public final String id;
    public final EntityCode entity;
    public final LocationCode warehouse;
    public final LocationCode store;
    public final ConnectionCode channel;
    public final ConnectionCode tills;
    private final Catalog catalog;
    private final Inventory inventory;

    public Shop(Catalog catalog, Inventory inventory) {
        this.catalog = catalog;
        this.inventory = inventory;
        var unique = Ids.next().toString();
        id = unique.substring(unique.length() - 9);
        entity = EntityCode.of("E" + id);
        warehouse = LocationCode.of("WH" + id);
        store = LocationCode.of("ST" + id);
        channel = ConnectionCode.of("shop-" + id);
        tills = ConnectionCode.of("tills-" + id);
        catalog.save(new LegalEntity(entity, "Shop " + id, "DE", EUR, ZoneId.of("Europe/Berlin")));
        catalog.save(location(warehouse, Location.Type.WAREHOUSE));
        catalog.save(location(store, Location.Type.STORE));
    }

    private Location location(LocationCode code, Location.Type type) {
        return new Location(
                code, type, entity, "EU", "DE", ZoneId.of("Europe/Berlin"), Location.StockAuthority.HUB, true);
    }

    public Sku product(String name) {
        var sku = Sku.of(name + "-" + id);
        catalog.save(new Product(sku, null, name, "STANDARD", "EA", true));
        return sku;
    }

    public void stock(Sku sku, LocationCode location, long quantity) {
        inventory.move(List.of(new StockMovement(
                sku,
                location,
                StockMovement.Bucket.ON_HAND,
                Quantity.of(quantity),
                StockMovement.Reason.OPENING,
                NOON.minusSeconds(86400),
                "opening:" + location + ":" + sku + ":" + Ids.next(),
                "1",
                null)));
    }

    public Position position(Sku sku, LocationCode location) {
        return inventory
                .positions(new PositionFilter(sku.value(), location.value()), 10, null)
                .items()
                .getFirst();
    }

    public PlaceOrder order(String number, PlaceOrder.Line... lines) {
        return order(number, null, true, lines);
    }

    public PlaceOrder order(String number, @Nullable String version, boolean paid, PlaceOrder.Line... lines) {
        var total = Money.of("4.90", "EUR");
        for (var line : lines) {
            total = total.plus(line.net()).plus(line.taxes().getFirst().amount());
        }
        return new PlaceOrder(
                channel,
                number,
                version,
                entity,
                NOON,
                EUR,
                paid,
                new PlaceOrder.ShipTo("Erika Muster", "Weg 1", "Ort", null, "12345", "DE", null, null),
                List.of(lines),
                List.of(new PlaceOrder.Shipping("S", "Parcel", Money.of("4.12", "EUR"), List.of(tax("0.78")))),
                List.of(),
                total,
                null,
                Map.of("note", "1"),
                null);
    }

    public static PlaceOrder.Line line(String reference, Sku sku, long quantity, String net, String tax) {
        return new PlaceOrder.Line(
                reference,
                sku,
                sku.value(),
                "A thing",
                Quantity.of(quantity),
                Money.of(net, "EUR"),
                Money.of("0", "EUR"),
                List.of(tax(tax)));
    }

    public static PlaceOrder.Tax tax(String amount) {
        return new PlaceOrder.Tax("DE 19%", Money.of(amount, "EUR"), false);
    }

    public ConfirmShipment shipment(String order, String number, LocationCode from, Map<String, Integer> quantities) {
        return new ConfirmShipment(
                channel,
                order,
                number,
                from,
                NOON.plusSeconds(3600),
                "DHL",
                "TRACK-" + number,
                quantities.entrySet().stream()
                        .map(entry ->
                                new ConfirmShipment.Line(entry.getKey(), null, Quantity.of((long) entry.getValue())))
                        .toList(),
                null);
    }

    public CancelOrder cancellation(String order) {
        return new CancelOrder(channel, order, NOON.plusSeconds(60), "customer changed their mind", null);
    }

    public RecordSale sale(long sequence, PlaceOrder.Line... lines) {
        var total = Money.zero(EUR);
        for (var line : lines) {
            total = total.plus(line.net()).plus(line.taxes().getFirst().amount());
        }
        return new RecordSale(
                tills,
                receipt(sequence),
                entity,
                store,
                "1",
                sequence,
                NOON,
                LocalDate.of(2026, 11, 23),
                EUR,
                List.of(lines),
                List.of(new PlaceOrder.Tender("Cash", total, null)),
                Money.zero(EUR),
                null);
    }

    public String receipt(long sequence) {
        return store + "-1-" + sequence + "-20261123";
    }
}
