package io.tieout.channels.internal;

import io.tieout.catalog.Catalog;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.inventory.StockCount;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.Authorisation;
import io.tieout.returns.Disposition;
import io.tieout.returns.RegisterReturn;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Reads the canonical API's JSON into commands. Field names are those of the commands. */
@Component
public class CanonicalReader {

    private static final int ID_MAX = 128;

    private final PartnerCodes codes;
    private final Catalog catalog;
    private final StockReader stock;

    CanonicalReader(PartnerCodes codes, Catalog catalog) {
        this.stock = new StockReader(codes, catalog);
        this.codes = codes;
        this.catalog = catalog;
    }

    public PlaceOrder order(Connection connection, JsonFields order, @Nullable MessageId message) {
        var currency = currency(order);
        var at = order.instant("orderedAt");
        var lines = order.list("lines").stream()
                .map(line -> new PlaceOrder.Line(
                        line.textOf(64, "reference", "sku"),
                        line.as("sku", 64, code -> codes.sku(connection, code, at)),
                        line.text("sku", 64),
                        line.has("title") ? line.text("title", 512) : line.text("sku", 64),
                        line.quantity("quantity"),
                        money(line, "net", currency),
                        moneyOrZero(line, "discount", currency),
                        taxes(line, currency)))
                .toList();
        return new PlaceOrder(
                connection.code(),
                order.text("externalId", ID_MAX),
                order.textOrNull("version"),
                entity(connection, order),
                at,
                currency,
                order.flag("paid", true),
                shipTo(order.objectOrNull("shipTo")),
                lines,
                shipping(order, currency),
                tenders(order, "tenders", currency),
                money(order, "total", currency),
                order.has("requestedLocation") ? order.as("requestedLocation", 64, LocationCode::of) : null,
                attributes(order.objectOrNull("attributes")),
                message);
    }

    /**
     * A shipment, by a warehouse or by the canonical API. The order's channel is in the message, or the connection's setting
     * {@code channel} names it.
     */
    public ConfirmShipment shipment(Connection connection, JsonFields shipment, @Nullable MessageId message) {
        var at = shipment.instant("shippedAt");
        var lines = new ArrayList<ConfirmShipment.Line>();
        for (var line : shipment.list("lines")) {
            var reference = line.textOrNull("lineReference");
            if ((reference == null) == !line.has("sku")) {
                throw line.invalid("lineReference", "or sku must be given, and not both");
            }
            var sku = reference != null
                    ? null
                    : line.as("sku", 64, code -> codes.sku(connection, code, at))
                            .value();
            lines.add(new ConfirmShipment.Line(reference, sku, line.quantity("quantity")));
        }
        if (lines.isEmpty()) {
            throw shipment.invalid("lines", "must have at least one line");
        }
        return new ConfirmShipment(
                orderChannel(connection, shipment),
                shipment.textOf(ID_MAX, "orderExternalId", "orderId", "orderNumber"),
                shipment.textOf(ID_MAX, "externalId", "shipmentId"),
                shipment.as("location", 64, code -> codes.location(connection, code, at)),
                at,
                shipment.textOrNull("carrier"),
                shipment.textOrNull("trackingNumber"),
                lines,
                message);
    }

    private static ConnectionCode orderChannel(Connection connection, JsonFields document) {
        for (var name : List.of("channel", "orderConnection", "connection")) {
            if (document.has(name)) {
                return document.as(name, 64, ConnectionCode::of);
            }
        }
        var set = connection.settings().get("channel");
        return set == null ? connection.code() : ConnectionCode.of(set);
    }

    public RegisterReturn registerReturn(Connection connection, JsonFields document, @Nullable MessageId message) {
        var at = document.instant("occurredAt");
        var currency = document.has("currency") ? document.currency("currency") : entityCurrency(connection, document);
        var orderId = document.textOrNull("orderExternalId");
        var lines = document.list("lines").stream()
                .map(line -> new RegisterReturn.Line(
                        line.textOrNull("lineReference"),
                        line.as("sku", 64, code -> codes.sku(connection, code, at)),
                        line.quantity("quantity"),
                        line.has("disposition")
                                ? line.as(
                                        "disposition",
                                        32,
                                        text -> Disposition.valueOf(
                                                text.toUpperCase(Locale.ROOT).replace('-', '_')))
                                : null,
                        line.has("reason") ? line.text("reason", 256) : "unspecified",
                        line.has("net") ? money(line, "net", currency) : null,
                        taxes(line, currency)))
                .toList();
        if (lines.isEmpty()) {
            throw document.invalid("lines", "must have at least one line");
        }
        return new RegisterReturn(
                connection.code(),
                document.text("externalId", ID_MAX),
                entity(connection, document),
                orderId == null ? null : orderChannel(connection, document),
                orderId,
                document.as("location", 64, code -> codes.location(connection, code, at)),
                at,
                document.has("businessDate")
                        ? document.as("businessDate", 10, CanonicalReader::date)
                        : LocalDate.ofInstant(at, connection.zone()),
                document.flag("received", true),
                lines,
                tenders(document, "refundedByTill", currency),
                message,
                told(document));
    }

    /** What the teller says of authorisation and money; absent, it says nothing. */
    private static RegisterReturn.Told told(JsonFields document) {
        return new RegisterReturn.Told(
                document.has("authorisation")
                        ? document.as("authorisation", 32, text -> Authorisation.State.valueOf(constant(text)))
                        : null,
                document.flag("refunded", false),
                document.flag("goodsKept", false),
                document.instantOrNull("expectedBy"),
                document.textOrNull("reference"));
    }

    /** One movement, or several under {@code movements}; the source key is the caller's {@code externalId}. */
    public List<StockMovement> movements(Connection connection, JsonFields document, @Nullable MessageId message) {
        var several = document.has("movements");
        var source = document.text("externalId", ID_MAX);
        var movements = new ArrayList<StockMovement>();
        for (var item : several ? document.list("movements") : List.of(document)) {
            var at = item.has("occurredAt") ? item.instant("occurredAt") : document.instant("occurredAt");
            var sku = item.as("sku", 64, code -> codes.sku(connection, code, at));
            movements.add(new StockMovement(
                    sku,
                    item.as("location", 64, code -> codes.location(connection, code, at)),
                    item.has("bucket")
                            ? item.as("bucket", 32, text -> StockMovement.Bucket.valueOf(constant(text)))
                            : StockMovement.Bucket.ON_HAND,
                    stock.quantity(item, "quantity", sku),
                    item.has("reason")
                            ? item.as("reason", 32, text -> StockMovement.Reason.valueOf(constant(text)))
                            : StockMovement.Reason.ADJUSTMENT,
                    at,
                    "movement:" + connection.code() + ":" + source,
                    item.has("line") ? item.text("line", 64) : Integer.toString(movements.size() + 1),
                    message));
        }
        if (movements.isEmpty()) {
            throw document.invalid("movements", "must have at least one movement");
        }
        return movements;
    }

    /** One count, or several under {@code counts}. */
    public List<StockCount> counts(Connection connection, JsonFields document, @Nullable MessageId message) {
        var source = document.text("externalId", ID_MAX);
        var counts = new ArrayList<StockCount>();
        for (var item : document.has("counts") ? document.list("counts") : List.of(document)) {
            var asOf = item.has("asOf") ? item.instant("asOf") : document.instant("asOf");
            var sku = item.as("sku", 64, code -> codes.sku(connection, code, asOf));
            counts.add(new StockCount(
                    sku,
                    item.as("location", 64, code -> codes.location(connection, code, asOf)),
                    stock.quantity(item, item.has("counted") ? "counted" : "quantity", sku),
                    asOf,
                    "count:" + connection.code() + ":" + source + ":" + (counts.size() + 1),
                    message));
        }
        if (counts.isEmpty()) {
            throw document.invalid("counts", "must have at least one count");
        }
        return counts;
    }

    private static String constant(String text) {
        return text.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (java.time.format.DateTimeParseException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private EntityCode entity(Connection connection, JsonFields document) {
        if (document.has("entity")) {
            return document.as("entity", 64, EntityCode::of);
        }
        if (!connection.entity().equals(BuiltIn.NO_ENTITY)) {
            return connection.entity();
        }
        var entities = catalog.entities();
        if (entities.size() == 1) {
            return entities.getFirst().code();
        }
        throw document.invalid("entity", "must be given, for there is not exactly one");
    }

    private Currency entityCurrency(Connection connection, JsonFields document) {
        var code = entity(connection, document);
        return catalog.entity(code)
                .orElseThrow(() -> new ProblemException(ChannelProblem.SETTING_INVALID, "There is no entity " + code))
                .currency();
    }

    /** Stated, or that of the total. */
    private static Currency currency(JsonFields order) {
        return order.has("currency")
                ? order.currency("currency")
                : order.object("total").currency("currency");
    }

    private static Money money(JsonFields fields, String name, Currency currency) {
        var object = fields.object(name);
        if (object.has("currency") && !object.currency("currency").equals(currency)) {
            throw fields.invalid(name + "/currency", "must be " + currency + ", as everywhere in the document");
        }
        return object.amount("amount", currency);
    }

    private static Money moneyOrZero(JsonFields fields, String name, Currency currency) {
        return fields.has(name) ? money(fields, name, currency) : Money.zero(currency);
    }

    private static List<PlaceOrder.Tax> taxes(JsonFields line, Currency currency) {
        return line.list("taxes").stream()
                .map(tax -> new PlaceOrder.Tax(
                        tax.text("code", 128), money(tax, "amount", currency), tax.flag("facilitator", false)))
                .toList();
    }

    private static List<PlaceOrder.Shipping> shipping(JsonFields order, Currency currency) {
        var charges = new ArrayList<PlaceOrder.Shipping>();
        for (var charge : order.list("shipping")) {
            charges.add(new PlaceOrder.Shipping(
                    charge.has("reference") ? charge.text("reference", 64) : "shipping-" + (charges.size() + 1),
                    charge.has("title") ? charge.text("title", 256) : "Shipping",
                    money(charge, "net", currency),
                    taxes(charge, currency)));
        }
        return charges;
    }

    private static List<PlaceOrder.Tender> tenders(JsonFields document, String name, Currency currency) {
        return document.list(name).stream()
                .map(tender -> new PlaceOrder.Tender(
                        tender.text("method", 64), money(tender, "amount", currency), tender.textOrNull("reference")))
                .toList();
    }

    private static PlaceOrder.@Nullable ShipTo shipTo(@Nullable JsonFields address) {
        return address == null
                ? null
                : new PlaceOrder.ShipTo(
                        address.textOrNull("name"),
                        address.textOrNull("street"),
                        address.textOrNull("city"),
                        address.textOrNull("region"),
                        address.textOrNull("postalCode"),
                        address.text("country", 2),
                        address.textOrNull("email"),
                        address.textOrNull("phone"));
    }

    private static Map<String, String> attributes(@Nullable JsonFields attributes) {
        var read = new TreeMap<String, String>();
        if (attributes != null) {
            attributes.node().propertyNames().stream()
                    .limit(50)
                    .forEach(name -> read.put(name, attributes.text(name, 512)));
        }
        return read;
    }
}
