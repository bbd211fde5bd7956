package io.tieout.channels.shopify;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.OrderDetails;
import io.tieout.returns.RegisterReturn;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Reads Shopify's refund resource, whose lines are told apart by what was shipped of the order. */
@Component
class ShopifyRefundReader {

    private final ShopifyLocations locations;

    ShopifyRefundReader(ShopifyLocations locations) {
        this.locations = locations;
    }

    /** What a line of the refund is of, and how much of it had left. */
    record Part(OrderDetails.Line line, Quantity back, Quantity takenOut, boolean restocked, JsonFields fields) {}

    /** Empty where no goods can come back. */
    Optional<RegisterReturn> register(Connection connection, JsonFields refund, OrderDetails order, MessageId message) {
        var parts = parts(refund, order).stream()
                .filter(part -> !part.back().isZero() && part.restocked())
                .toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        var at = refund.has("processed_at") ? refund.instant("processed_at") : refund.instant("created_at");
        return Optional.of(new RegisterReturn(
                connection.code(),
                returnNumber(refund),
                order.summary().entity(),
                connection.code(),
                order.summary().externalId(),
                location(connection, parts, order, at),
                at,
                LocalDate.ofInstant(at, connection.zone()),
                false,
                parts.stream().map(ShopifyRefundReader::line).toList(),
                List.of(),
                message,
                // What the shop has paid must not be asked for again.
                paid(refund).isPresent()
                        ? RegisterReturn.Told.refunded(false, refund.text("id", 64))
                        : RegisterReturn.Told.NOTHING));
    }

    static String returnNumber(JsonFields refund) {
        return "refund-" + refund.text("id", 64);
    }

    private static RegisterReturn.Line line(Part part) {
        return new RegisterReturn.Line(
                part.line().reference(), part.line().sku(), part.back(), null, "shop-refund", null, List.of());
    }

    /** Whether some of it had not been shipped, and so was taken out of the order. */
    boolean takesOut(JsonFields refund, OrderDetails order) {
        return parts(refund, order).stream().anyMatch(part -> !part.takenOut().isZero());
    }

    private static List<Part> parts(JsonFields refund, OrderDetails order) {
        var open = new HashMap<String, BigDecimal>();
        order.lines()
                .forEach(line -> open.put(
                        line.reference(),
                        line.shipped().value().subtract(line.returned().value())));
        var parts = new ArrayList<Part>();
        for (var fields : refund.list("refund_line_items")) {
            var line = line(fields, order);
            var quantity = fields.quantity("quantity").value();
            if (quantity.signum() <= 0) {
                throw fields.invalid("quantity", "must be positive");
            }
            var type = String.valueOf(fields.textOrNull("restock_type"));
            var back = switch (type) {
                case "cancel" -> BigDecimal.ZERO;
                case "no_restock" ->
                    quantity.min(open.getOrDefault(line.reference(), BigDecimal.ZERO))
                            .max(BigDecimal.ZERO);
                default -> quantity; // it says that goods came back: then they had left, whether we know or not
            };
            open.merge(line.reference(), back.negate(), BigDecimal::add);
            parts.add(new Part(
                    line,
                    new Quantity(back),
                    new Quantity(quantity.subtract(back)),
                    !type.equals("no_restock"),
                    fields));
        }
        return parts;
    }

    private static OrderDetails.Line line(JsonFields fields, OrderDetails order) {
        var reference = fields.text("line_item_id", 64);
        return order.lines().stream()
                .filter(line -> line.reference().equals(reference))
                .findFirst()
                .orElseThrow(() -> fields.invalid("line_item_id", "is no line of the order: " + reference));
    }

    /** Where the shop says the goods are to come back to; else where returns go, else where they left from. */
    private LocationCode location(Connection connection, List<Part> parts, OrderDetails order, Instant at) {
        for (var part : parts) {
            var told = part.fields().textOrNull("location_id");
            var found = told == null ? Optional.<LocationCode>empty() : locations.find(connection, told, at);
            if (found.isPresent()) {
                return found.get();
            }
        }
        var left = parts.getFirst().line().location();
        var settings = new ShopifySettings(connection);
        return settings.location("returnsLocation")
                .or(() -> Optional.ofNullable(left == null ? order.summary().location() : left)
                        .map(LocationCode::of))
                .or(() -> settings.location("location"))
                .orElseThrow(() -> new ProblemException(
                        ChannelProblem.SETTING_INVALID,
                        "Nobody says where the goods come back to; " + connection.code()
                                + " needs the setting returnsLocation"));
    }

    /** What went back to the customer; empty where none did. */
    Optional<Money> paid(JsonFields refund) {
        var byCurrency = new HashMap<String, Money>();
        for (var transaction : refund.list("transactions")) {
            if (!"refund".equals(transaction.textOrNull("kind"))
                    || !"success".equals(String.valueOf(transaction.textOrNull("status")))) {
                continue;
            }
            var currency = transaction.currency("currency");
            byCurrency.merge(currency.getCurrencyCode(), transaction.amount("amount", currency), Money::plus);
        }
        return byCurrency.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .filter(Money::isPositive)
                .findFirst();
    }
}
