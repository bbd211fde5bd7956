package io.tieout.channels.amazon;

import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Orders API v0. An item's price is that of the whole line. Where prices contain the tax (Europe) they sum to the order's
 * total without it, where they do not (North America) with it; that tells which it is, unless the setting {@code
 * pricesIncludeTax} says so.
 */
record OrderV0(JsonFields fields, JsonFields beside) implements AmazonOrder {

    private static final String PRICES_INCLUDE_TAX = "pricesIncludeTax";

    @Override
    public String id() {
        return fields.text("AmazonOrderId", 128);
    }

    @Override
    public Status status() {
        return switch (fields.text("OrderStatus", 64)) {
            case "PendingAvailability" -> Status.PREORDERED;
            case "Pending" -> Status.PENDING;
            case "Canceled", "Cancelled" -> Status.CANCELLED;
            default -> Status.OPEN;
        };
    }

    @Override
    public boolean fulfilledByAmazon() {
        return "AFN".equals(fields.textOrNull("FulfillmentChannel"));
    }

    @Override
    public Instant updatedAt() {
        return fields.instant("LastUpdateDate");
    }

    @Override
    public PlaceOrder canonical(Connection connection, AmazonCodes codes, @Nullable MessageId message) {
        var currency = fields.object("OrderTotal").currency("CurrencyCode");
        var total = fields.object("OrderTotal").amount("Amount", currency);
        var at = fields.instant("PurchaseDate");
        var items = items().stream()
                .map(item -> Item.of(item, currency))
                .filter(item -> !item.fields.quantity("QuantityOrdered").isZero())
                .toList();
        var included = pricesIncludeTax(connection, items, total);
        var lines = new ArrayList<PlaceOrder.Line>();
        var charges = new ArrayList<PlaceOrder.Shipping>();
        for (var item : items) {
            lines.add(item.line(codes, connection, at, included));
            item.charges(included, charges);
        }
        return new PlaceOrder(
                connection.code(),
                id(),
                updatedAt().toString(),
                connection.entity(),
                at,
                currency,
                !"COD".equals(fields.textOrNull("PaymentMethod")),
                shipTo(),
                lines,
                charges,
                tenders(total),
                total,
                AmazonCodes.location(connection, fulfilledByAmazon()),
                attributes(),
                message);
    }

    @Override
    public Optional<PlaceOrder> pending(Connection connection, AmazonCodes codes, @Nullable MessageId message) {
        var items = itemsOrNone().stream()
                .filter(item -> !item.quantity("QuantityOrdered").isZero())
                .toList();
        if (items.isEmpty()) {
            return Optional.empty();
        }
        var at = fields.instant("PurchaseDate");
        var currency = Marketplaces.currency(fields.textOrNull("MarketplaceId"), connection);
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
                        .map(item -> new PlaceOrder.Line(
                                item.text("OrderItemId", 64),
                                codes.sku(connection, item, "SellerSKU", at),
                                item.text("SellerSKU", 64),
                                item.text("SellerSKU", 64),
                                item.quantity("QuantityOrdered"),
                                zero,
                                zero,
                                List.of()))
                        .toList(),
                List.of(),
                List.of(),
                zero,
                AmazonCodes.location(connection, fulfilledByAmazon()),
                AmazonOrder.pendingToo(attributes()),
                message));
    }

    @Override
    public Map<String, Quantity> shipped() {
        var shipped = new TreeMap<String, Quantity>();
        for (var item : itemsOrNone()) {
            if (item.has("QuantityShipped") && item.quantity("QuantityShipped").isPositive()) {
                shipped.put(item.text("OrderItemId", 64), item.quantity("QuantityShipped"));
            }
        }
        return shipped;
    }

    @Override
    public Set<String> sellerSkus() {
        var skus = new TreeSet<String>();
        itemsOrNone().forEach(item -> {
            var sku = item.textOrNull("SellerSKU");
            if (sku != null && sku.length() <= 64) {
                skus.add(sku);
            }
        });
        return skus;
    }

    private List<JsonFields> itemsOrNone() {
        return findItems().orElse(List.of());
    }

    private List<JsonFields> items() {
        return nonEmpty(findItems()
                .orElseThrow(() ->
                        fields.invalid("OrderItems", "is missing: an order is taken with its items in one document")));
    }

    /** Inside the order, beside it, or as the items' own answer beside it. */
    private Optional<List<JsonFields>> findItems() {
        for (var holder : List.of(fields, beside)) {
            for (var name : List.of("OrderItems", "orderItems", "items")) {
                if (holder.node().path(name).isArray()) {
                    return Optional.of(holder.list(name));
                }
                var answer = holder.objectOrNull(name);
                if (answer != null) {
                    var payload = answer.objectOrNull("payload");
                    return Optional.of((payload == null ? answer : payload).list("OrderItems"));
                }
            }
        }
        return Optional.empty();
    }

    private List<JsonFields> nonEmpty(List<JsonFields> items) {
        if (items.isEmpty()) {
            throw fields.invalid("OrderItems", "must have at least one item");
        }
        return items;
    }

    private static boolean pricesIncludeTax(Connection connection, List<Item> items, Money total) {
        var set = connection.settings().get(PRICES_INCLUDE_TAX);
        if (set != null) {
            return Boolean.parseBoolean(set);
        }
        var without = Money.zero(total.currency());
        var tax = Money.zero(total.currency());
        for (var item : items) {
            without = without.plus(item.priced());
            tax = tax.plus(item.taxed());
        }
        return !tax.isZero() && without.equals(total) && !without.plus(tax).equals(total);
    }

    private PlaceOrder.@Nullable ShipTo shipTo() {
        var address = fields.objectOrNull("ShippingAddress");
        if (address == null || address.textOrNull("CountryCode") == null) {
            return null;
        }
        var buyer = fields.objectOrNull("BuyerInfo");
        return new PlaceOrder.ShipTo(
                address.textOrNull("Name"),
                address.textOrNull("AddressLine1"),
                address.textOrNull("City"),
                address.textOrNull("StateOrRegion"),
                address.textOrNull("PostalCode"),
                address.text("CountryCode", 2).toUpperCase(Locale.ROOT),
                buyer == null ? null : buyer.textOrNull("BuyerEmail"),
                address.textOrNull("Phone"));
    }

    private List<PlaceOrder.Tender> tenders(Money total) {
        var method = fields.node().path("PaymentMethodDetails").path(0).asString("");
        var plain = fields.textOrNull("PaymentMethod");
        var name = method.isBlank() ? plain : method;
        return name == null ? List.of() : List.of(new PlaceOrder.Tender(name, total, null));
    }

    private Map<String, String> attributes() {
        var attributes = new TreeMap<String, String>();
        for (var name : List.of(
                "MarketplaceId", "SalesChannel", "OrderType", "ShipServiceLevel", "SellerOrderId", "LatestShipDate")) {
            var text = fields.textOrNull(name);
            if (text != null && text.length() <= 128) {
                attributes.put(name, text);
            }
        }
        return attributes;
    }

    /** One item with all its amounts. */
    private record Item(
            JsonFields fields,
            Currency currency,
            boolean facilitator,
            Money price,
            Money tax,
            Money discount,
            Money discountTax,
            Money shipping,
            Money shippingTax,
            Money giftWrap,
            Money giftWrapTax,
            Money cashOnDelivery) {

        static Item of(JsonFields item, Currency currency) {
            var collection = item.objectOrNull("TaxCollection");
            var buyer = item.objectOrNull("BuyerInfo");
            return new Item(
                    item,
                    currency,
                    collection != null && "MarketplaceFacilitator".equals(collection.textOrNull("Model")),
                    required(item, "ItemPrice", currency),
                    money(item, "ItemTax", currency),
                    money(item, "PromotionDiscount", currency),
                    money(item, "PromotionDiscountTax", currency),
                    money(item, "ShippingPrice", currency).minus(money(item, "ShippingDiscount", currency)),
                    money(item, "ShippingTax", currency).minus(money(item, "ShippingDiscountTax", currency)),
                    buyer == null ? Money.zero(currency) : money(buyer, "GiftWrapPrice", currency),
                    buyer == null ? Money.zero(currency) : money(buyer, "GiftWrapTax", currency),
                    money(item, "CODFee", currency).minus(money(item, "CODFeeDiscount", currency)));
        }

        private static Money required(JsonFields item, String name, Currency currency) {
            if (!item.has(name)) {
                throw item.invalid(name, "is missing");
            }
            return money(item, name, currency);
        }

        private static Money money(JsonFields item, String name, Currency currency) {
            var money = item.objectOrNull(name);
            if (money == null) {
                return Money.zero(currency);
            }
            if (money.has("CurrencyCode") && !money.currency("CurrencyCode").equals(currency)) {
                throw item.invalid(name, "is in another currency than the order, which is in " + currency);
            }
            return money.amount("Amount", currency);
        }

        Money priced() {
            return price.minus(discount).plus(shipping).plus(giftWrap).plus(cashOnDelivery);
        }

        Money taxed() {
            return tax.minus(discountTax).plus(shippingTax).plus(giftWrapTax);
        }

        PlaceOrder.Line line(AmazonCodes codes, Connection connection, Instant at, boolean included) {
            var lineTax = tax.minus(discountTax);
            var net = price.minus(discount);
            var title = fields.textOrNull("Title");
            return new PlaceOrder.Line(
                    fields.text("OrderItemId", 64),
                    codes.sku(connection, fields, "SellerSKU", at),
                    fields.text("SellerSKU", 64),
                    title == null ? fields.text("SellerSKU", 64) : title,
                    fields.quantity("QuantityOrdered"),
                    included ? net.minus(lineTax) : net,
                    included ? discount.minus(discountTax) : discount,
                    taxes("ItemTax", lineTax));
        }

        void charges(boolean included, List<PlaceOrder.Shipping> charges) {
            charge("shipping", "Shipping", shipping, taxes("ShippingTax", shippingTax), included, charges);
            charge("gift-wrap", "Gift wrap", giftWrap, taxes("GiftWrapTax", giftWrapTax), included, charges);
            charge("cod", "Cash on delivery", cashOnDelivery, List.of(), included, charges);
        }

        private void charge(
                String name,
                String title,
                Money amount,
                List<PlaceOrder.Tax> taxes,
                boolean included,
                List<PlaceOrder.Shipping> charges) {
            if (amount.isZero() && taxes.isEmpty()) {
                return;
            }
            var tax = Money.sum(
                    currency, taxes.stream().map(PlaceOrder.Tax::amount).toList());
            charges.add(new PlaceOrder.Shipping(
                    fields.text("OrderItemId", 64) + ":" + name, title, included ? amount.minus(tax) : amount, taxes));
        }

        private List<PlaceOrder.Tax> taxes(String code, Money amount) {
            return amount.isZero() ? List.of() : List.of(new PlaceOrder.Tax(code, amount, facilitator));
        }
    }
}
