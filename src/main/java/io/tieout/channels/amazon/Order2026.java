package io.tieout.channels.amazon;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Orders API 2026-01-01: proceeds broken down by category, prices without the tax, which is a category of its own. */
record Order2026(JsonFields fields) implements AmazonOrder {

    @Override
    public String id() {
        return fields.text("orderId", 128);
    }

    @Override
    public Status status() {
        return switch (fields.object("fulfillment").text("fulfillmentStatus", 64)) {
            case "PENDING_AVAILABILITY" -> Status.PREORDERED;
            case "PENDING" -> Status.PENDING;
            case "CANCELLED" -> Status.CANCELLED;
            default -> Status.OPEN;
        };
    }

    @Override
    public boolean fulfilledByAmazon() {
        return "AMAZON".equals(fields.object("fulfillment").textOrNull("fulfilledBy"));
    }

    @Override
    public Instant updatedAt() {
        return fields.instant("lastUpdatedTime");
    }

    @Override
    public PlaceOrder canonical(Connection connection, AmazonCodes codes, @Nullable MessageId message) {
        var grandTotal = fields.object("proceeds").object("grandTotal");
        var currency = grandTotal.currency("currencyCode");
        var total = grandTotal.amount("amount", currency);
        refuseOddCharges(currency);
        var at = fields.instant("createdTime");
        var lines = new ArrayList<PlaceOrder.Line>();
        var charges = new ArrayList<PlaceOrder.Shipping>();
        for (var item : fields.list("orderItems")) {
            if (!item.quantity("quantityOrdered").isZero()) {
                var proceeds = Proceeds.of(item, currency);
                lines.add(line(connection, codes, item, proceeds, at));
                charges(item, proceeds, charges);
            }
        }
        if (lines.isEmpty()) {
            throw fields.invalid("orderItems", "must have at least one item");
        }
        var channel = fields.objectOrNull("salesChannel");
        return new PlaceOrder(
                connection.code(),
                id(),
                updatedAt().toString(),
                connection.entity(),
                at,
                currency,
                true,
                shipTo(),
                lines,
                charges,
                List.of(),
                total,
                AmazonCodes.location(connection, fulfilledByAmazon()),
                attributes(channel),
                message);
    }

    @Override
    public Optional<PlaceOrder> pending(Connection connection, AmazonCodes codes, @Nullable MessageId message) {
        var items = fields.list("orderItems").stream()
                .filter(item -> !item.quantity("quantityOrdered").isZero())
                .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var at = fields.instant("createdTime");
        var channel = fields.objectOrNull("salesChannel");
        var currency = Marketplaces.currency(channel == null ? null : channel.textOrNull("marketplaceId"), connection);
        var zero = Money.zero(currency);
        return Optional.of(new PlaceOrder(
                connection.code(),
                id(),
                updatedAt().toString(),
                connection.entity(),
                at,
                currency,
                false,
                null,
                items.stream()
                        .map(item -> {
                            var product = item.object("product");
                            return new PlaceOrder.Line(
                                    item.text("orderItemId", 64),
                                    codes.sku(connection, product, "sellerSku", at),
                                    product.text("sellerSku", 64),
                                    product.text("sellerSku", 64),
                                    item.quantity("quantityOrdered"),
                                    zero,
                                    zero,
                                    List.of());
                        })
                        .toList(),
                List.of(),
                List.of(),
                zero,
                AmazonCodes.location(connection, fulfilledByAmazon()),
                AmazonOrder.pendingToo(attributes(channel)),
                message));
    }

    @Override
    public Map<String, Quantity> shipped() {
        var shipped = new TreeMap<String, Quantity>();
        for (var item : fields.list("orderItems")) {
            var fulfilment = item.objectOrNull("fulfillment");
            if (fulfilment != null
                    && fulfilment.has("quantityFulfilled")
                    && fulfilment.quantity("quantityFulfilled").isPositive()) {
                shipped.put(item.text("orderItemId", 64), fulfilment.quantity("quantityFulfilled"));
            }
        }
        return shipped;
    }

    @Override
    public Set<String> sellerSkus() {
        var skus = new TreeSet<String>();
        for (var item : fields.list("orderItems")) {
            var product = item.objectOrNull("product");
            var sku = product == null ? null : product.textOrNull("sellerSku");
            if (sku != null && sku.length() <= 64) {
                skus.add(sku);
            }
        }
        return skus;
    }

    /** A tip belongs to no item, and is not the seller's revenue. */
    private void refuseOddCharges(Currency currency) {
        for (var breakdown : fields.object("proceeds").list("breakdowns")) {
            var type = breakdown.text("type", 64);
            var amount = breakdown.object("subtotal").amount("amount", currency);
            if ("DELIVERY_TIP".equals(type) && !amount.isZero()) {
                throw new ProblemException(
                        ChannelProblem.CHARGE_UNSUPPORTED, "The order has a delivery tip of " + amount);
            }
        }
    }

    private static PlaceOrder.Line line(
            Connection connection, AmazonCodes codes, JsonFields item, Proceeds proceeds, Instant at) {
        var product = item.object("product");
        var discount = proceeds.amount(Category.DISCOUNT).abs();
        var title = product.textOrNull("title");
        return new PlaceOrder.Line(
                item.text("orderItemId", 64),
                codes.sku(connection, product, "sellerSku", at),
                product.text("sellerSku", 64),
                title == null ? product.text("sellerSku", 64) : title,
                item.quantity("quantityOrdered"),
                proceeds.amount(Category.ITEM).minus(discount),
                discount,
                proceeds.taxes(Category.ITEM));
    }

    private static void charges(JsonFields item, Proceeds proceeds, List<PlaceOrder.Shipping> charges) {
        for (var category : List.of(Category.SHIPPING, Category.GIFT_WRAP, Category.COD_FEE, Category.OTHER)) {
            var amount = proceeds.amount(category);
            var taxes = proceeds.taxes(category);
            if (!amount.isZero() || !taxes.isEmpty()) {
                charges.add(new PlaceOrder.Shipping(
                        item.text("orderItemId", 64) + ":" + category.name().toLowerCase(Locale.ROOT),
                        category.title,
                        amount,
                        taxes));
            }
        }
    }

    private PlaceOrder.@Nullable ShipTo shipTo() {
        var recipient = fields.objectOrNull("recipient");
        var address = recipient == null ? null : recipient.objectOrNull("deliveryAddress");
        if (address == null || address.textOrNull("countryCode") == null) {
            return null;
        }
        var buyer = fields.objectOrNull("buyer");
        return new PlaceOrder.ShipTo(
                address.textOrNull("name"),
                address.textOrNull("addressLine1"),
                address.textOrNull("city"),
                address.textOrNull("stateOrRegion"),
                address.textOrNull("postalCode"),
                address.text("countryCode", 2).toUpperCase(Locale.ROOT),
                buyer == null ? null : buyer.textOrNull("buyerEmail"),
                address.textOrNull("phone"));
    }

    private static Map<String, String> attributes(@Nullable JsonFields channel) {
        var attributes = new TreeMap<String, String>();
        if (channel != null) {
            for (var name : List.of("marketplaceId", "marketplaceName")) {
                var text = channel.textOrNull(name);
                if (text != null && text.length() <= 128) {
                    attributes.put(name, text);
                }
            }
        }
        return attributes;
    }

    /** The categories of proceeds that make a line and its charges; {@code TAX} is split by them. */
    private enum Category {
        ITEM("Item"),
        SHIPPING("Shipping"),
        GIFT_WRAP("Gift wrap"),
        COD_FEE("Cash on delivery"),
        OTHER("Other"),
        DISCOUNT("Discount");

        private final String title;

        Category(String title) {
            this.title = title;
        }
    }

    private record Proceeds(
            Map<Category, Money> amounts, Map<Category, Money> tax, Currency currency, boolean facilitator) {

        static Proceeds of(JsonFields item, Currency currency) {
            var amounts = new EnumMap<Category, Money>(Category.class);
            var tax = new EnumMap<Category, Money>(Category.class);
            for (var breakdown : item.object("proceeds").list("breakdowns")) {
                var subtotal = money(breakdown, "subtotal", currency);
                if ("TAX".equals(breakdown.text("type", 64))) {
                    splitTax(breakdown, subtotal, currency, tax);
                } else {
                    amounts.merge(breakdown.as("type", 64, Category::valueOf), subtotal, Money::plus);
                }
            }
            if (!amounts.containsKey(Category.ITEM)) {
                throw item.invalid("proceeds/breakdowns", "must have one of type ITEM");
            }
            return new Proceeds(amounts, tax, currency, facilitated(item));
        }

        /** What is not broken down further is the item's. A discount's tax is negative and the item's as well. */
        private static void splitTax(
                JsonFields breakdown, Money subtotal, Currency currency, Map<Category, Money> tax) {
            var rest = subtotal;
            for (var detail : breakdown.list("detailedBreakdowns")) {
                var value = money(detail, "value", currency);
                var category = detail.as("subtype", 64, Category::valueOf);
                if (category != Category.ITEM && category != Category.DISCOUNT) {
                    tax.merge(category, value, Money::plus);
                    rest = rest.minus(value);
                }
            }
            tax.merge(Category.ITEM, rest, Money::plus);
        }

        private static boolean facilitated(JsonFields item) {
            var tax = item.objectOrNull("tax");
            return tax != null
                    && tax.list("taxCollections").stream()
                            .anyMatch(collection -> "MARKETPLACE_FACILITATOR".equals(collection.textOrNull("model")));
        }

        private static Money money(JsonFields holder, String name, Currency currency) {
            var money = holder.object(name);
            if (!money.currency("currencyCode").equals(currency)) {
                throw holder.invalid(name, "is in another currency than the order, which is in " + currency);
            }
            return money.amount("amount", currency);
        }

        Money amount(Category category) {
            return amounts.getOrDefault(category, Money.zero(currency));
        }

        List<PlaceOrder.Tax> taxes(Category category) {
            var amount = tax.getOrDefault(category, Money.zero(currency));
            return amount.isZero()
                    ? List.of()
                    : List.of(
                            new PlaceOrder.Tax(category.name().toLowerCase(Locale.ROOT) + "-tax", amount, facilitator));
        }
    }
}
