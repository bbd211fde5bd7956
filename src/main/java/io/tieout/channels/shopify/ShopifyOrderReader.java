package io.tieout.channels.shopify;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.PartnerCodes;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads Shopify's order resource into canonical form. Prices are per unit; with {@code taxes_included} they contain the
 * tax, which is taken out. Amounts are the shop's currency, not the buyer's.
 */
@Component
class ShopifyOrderReader {

    /** Captured, or guaranteed by an authorisation. */
    private static final Set<String> PAID =
            Set.of("paid", "authorized", "partially_refunded", "refunded", "partially_paid_and_authorized");

    private static final String VARIANT = "variant:";

    private final PartnerCodes codes;
    private final ShopifyVariantSkus variants;

    ShopifyOrderReader(PartnerCodes codes, ShopifyVariantSkus variants) {
        this.codes = codes;
        this.variants = variants;
    }

    /** A webhook is the bare order; the REST API wraps it. */
    JsonFields unwrap(JsonFields document) {
        if (document.has("orders")) {
            var orders = document.list("orders");
            if (orders.size() != 1) {
                throw new ProblemException(
                        InboxProblem.NOT_ONE_OBJECT, "One order is expected, not a list of " + orders.size());
            }
            return orders.getFirst();
        }
        var wrapped = document.objectOrNull("order");
        var order = wrapped == null ? document : wrapped;
        // A cart or a draft has lines as well, but no payment status and no order number.
        if (!order.has("line_items") || !(order.has("financial_status") || order.has("order_number"))) {
            throw new ProblemException(
                    InboxProblem.NOT_THIS_KIND, "This is no order: it needs line_items and financial_status");
        }
        return order;
    }

    PlaceOrder order(Connection connection, JsonFields order, @Nullable MessageId message) {
        var currency = order.currency("currency");
        var orderedAt = order.has("processed_at") ? order.instant("processed_at") : order.instant("created_at");
        refuseOddCharges(order, currency);
        var included = order.flag("taxes_included", false);
        var removals = ShopifyRemovals.of(order);
        var ordered = lines(connection, order, currency, included, orderedAt);
        var shipping = shipping(order, currency, included);
        var lines = spreadOrderTax(order, currency, ordered, shipping);
        var left = removals.byLine().isEmpty() ? lines : ShopifyKept.of(lines, removals, included);
        var total = order.amount("total_price", currency)
                .minus(worth(currency, lines).minus(worth(currency, left)));
        return new PlaceOrder(
                connection.code(),
                order.text("id", 128),
                ShopifyTopic.version(order.textOrNull("updated_at")),
                connection.entity(),
                orderedAt,
                currency,
                PAID.contains(String.valueOf(order.textOrNull("financial_status"))),
                shipTo(order),
                left,
                shipping,
                tenders(order, total),
                total,
                null,
                attributes(order),
                message);
    }

    private static Money worth(Currency currency, List<PlaceOrder.Line> lines) {
        var worth = Money.zero(currency);
        for (var line : lines) {
            worth = worth.plus(line.net()).plus(sum(line.taxes(), currency));
        }
        return worth;
    }

    /** A tip or duty is part of the total, but no line says what it is for. */
    private static void refuseOddCharges(JsonFields order, Currency currency) {
        var tip = order.amountOrZero("total_tip_received", currency);
        if (!tip.isZero()) {
            throw new ProblemException(ChannelProblem.CHARGE_UNSUPPORTED, "The order has a tip of " + tip);
        }
        var duties = order.objectOrNull("original_total_duties_set");
        var money = duties == null ? null : duties.objectOrNull("shop_money");
        if (money != null && money.decimal("amount").signum() != 0) {
            throw new ProblemException(
                    ChannelProblem.CHARGE_UNSUPPORTED, "The order has duties of " + money.decimal("amount"));
        }
    }

    private List<PlaceOrder.Line> lines(
            Connection connection, JsonFields order, Currency currency, boolean included, Instant at) {
        var lines = new ArrayList<PlaceOrder.Line>();
        for (var item : order.list("line_items")) {
            var quantity = item.quantity("quantity");
            if (quantity.isZero()) {
                continue;
            }
            if (quantity.isNegative()) {
                throw item.invalid("quantity", "must not be negative");
            }
            var gross = item.amount("price", currency).times(quantity.value());
            var discount = discount(item, currency);
            var taxes = taxes(item, currency);
            var tax = sum(taxes, currency);
            var paid = gross.minus(discount);
            var partnerSku = partnerSku(item);
            lines.add(new PlaceOrder.Line(
                    item.text("id", 64),
                    sku(connection, item, partnerSku, at),
                    partnerSku,
                    item.textOf(512, "name", "title"),
                    quantity,
                    included ? paid.minus(tax) : paid,
                    included ? withoutTax(discount, paid, tax) : discount,
                    taxes));
        }
        return lines;
    }

    private Sku sku(Connection connection, JsonFields item, String partnerSku, Instant at) {
        try {
            var sku = codes.sku(connection, partnerSku, at);
            if (!partnerSku.startsWith(VARIANT) || !sku.value().equals(partnerSku)) {
                return sku;
            }
            // no mapping says what the variant is; its product may have
            var told = variants.sku(connection, partnerSku.substring(VARIANT.length()));
            return told.isPresent() ? codes.sku(connection, told.get(), at) : sku;
        } catch (IllegalArgumentException noSku) {
            throw item.invalid("sku", "can be no SKU: " + noSku.getMessage());
        }
    }

    /** An item without a SKU is still known by its variant, which may be mapped. */
    private static String partnerSku(JsonFields item) {
        if (item.textOrNull("sku") != null) {
            return item.text("sku", 128);
        }
        if (item.textOrNull("variant_id") != null) {
            return VARIANT + item.text("variant_id", 64);
        }
        throw item.invalid("sku", "is missing, and there is no variant_id either");
    }

    /** Allocations are exact where they are given; the line's total is what older payloads have. */
    private static Money discount(JsonFields item, Currency currency) {
        var allocations = item.list("discount_allocations");
        if (allocations.isEmpty()) {
            return item.amountOrZero("total_discount", currency);
        }
        return Money.sum(
                currency,
                allocations.stream()
                        .map(allocation -> allocation.amount("amount", currency))
                        .toList());
    }

    private static Money withoutTax(Money discount, Money paid, Money tax) {
        if (discount.isZero() || tax.isZero() || paid.isZero()) {
            return discount;
        }
        var part = paid.minus(tax).amount().divide(paid.amount(), 12, RoundingMode.HALF_UP);
        return discount.times(part.min(BigDecimal.ONE).setScale(12, RoundingMode.HALF_UP))
                .rounded();
    }

    private static List<PlaceOrder.Tax> taxes(JsonFields item, Currency currency) {
        var taxes = new ArrayList<PlaceOrder.Tax>();
        for (var line : item.list("tax_lines")) {
            var amount = line.amount("price", currency);
            if (!amount.isZero()) {
                taxes.add(new PlaceOrder.Tax(taxCode(line), amount, line.flag("channel_liable", false)));
            }
        }
        return taxes;
    }

    /** The tax's title and rate, as the shop names it: {@code MwSt 0.19}. */
    private static String taxCode(JsonFields line) {
        var title = line.textOrNull("title");
        var rate = line.decimalOrNull("rate");
        var name = title == null ? "Tax" : title;
        return rate == null ? name : name + " " + rate.stripTrailingZeros().toPlainString();
    }

    private static List<PlaceOrder.Shipping> shipping(JsonFields order, Currency currency, boolean included) {
        var charges = new ArrayList<PlaceOrder.Shipping>();
        var number = 0;
        for (var line : order.list("shipping_lines")) {
            number++;
            if (line.flag("is_removed", false)) {
                continue;
            }
            var price = line.amount("price", currency).minus(discount(line, currency));
            var taxes = taxes(line, currency);
            var id = line.textOrNull("id");
            var title = line.textOrNull("title");
            charges.add(new PlaceOrder.Shipping(
                    id == null ? "shipping-" + number : id,
                    title == null ? "Shipping" : title,
                    included ? price.minus(sum(taxes, currency)) : price,
                    taxes));
        }
        return charges;
    }

    private static Money sum(List<PlaceOrder.Tax> taxes, Currency currency) {
        return Money.sum(currency, taxes.stream().map(PlaceOrder.Tax::amount).toList());
    }

    /** Old payloads state the tax for the order only; it is spread over the lines by their net amounts. */
    private static List<PlaceOrder.Line> spreadOrderTax(
            JsonFields order, Currency currency, List<PlaceOrder.Line> lines, List<PlaceOrder.Shipping> shipping) {
        var stated = taxes(order, currency);
        var onLines = lines.stream().anyMatch(line -> !line.taxes().isEmpty())
                || shipping.stream().anyMatch(charge -> !charge.taxes().isEmpty());
        if (stated.isEmpty() || onLines || lines.isEmpty()) {
            return lines;
        }
        var weights = lines.stream()
                .map(line -> line.net().amount().max(BigDecimal.ZERO))
                .toList();
        var included = order.flag("taxes_included", false);
        var spread = new ArrayList<>(lines);
        for (var tax : stated) {
            var parts = tax.amount().allocate(weights);
            for (var index = 0; index < parts.size(); index++) {
                spread.set(index, with(spread.get(index), tax, parts.get(index), included));
            }
        }
        return spread;
    }

    private static PlaceOrder.Line with(PlaceOrder.Line line, PlaceOrder.Tax tax, Money part, boolean included) {
        if (part.isZero()) {
            return line;
        }
        var taxes = new ArrayList<>(line.taxes());
        taxes.add(new PlaceOrder.Tax(tax.code(), part, tax.facilitator()));
        return new PlaceOrder.Line(
                line.reference(),
                line.sku(),
                line.partnerSku(),
                line.title(),
                line.quantity(),
                included ? line.net().minus(part) : line.net(),
                line.discount(),
                taxes);
    }

    private static List<PlaceOrder.Tender> tenders(JsonFields order, Money total) {
        var names = new ArrayList<String>();
        order.node().path("payment_gateway_names").forEach(name -> names.add(name.asString()));
        var gateway = order.textOrNull("gateway");
        if (names.isEmpty() && gateway != null) {
            names.add(gateway);
        }
        // The order does not say how much each of several gateways took; its transactions do.
        return names.isEmpty()
                ? List.of()
                : List.of(new PlaceOrder.Tender(String.join("+", names), total, order.textOrNull("name")));
    }

    private static PlaceOrder.@Nullable ShipTo shipTo(JsonFields order) {
        var address = order.objectOrNull("shipping_address");
        if (address == null || address.textOrNull("country_code") == null) {
            return null;
        }
        return new PlaceOrder.ShipTo(
                address.textOrNull("name"),
                joined(address.textOrNull("address1"), address.textOrNull("address2")),
                address.textOrNull("city"),
                address.textOrNull("province_code"),
                address.textOrNull("zip"),
                address.text("country_code", 2).toUpperCase(Locale.ROOT),
                order.textOrNull("email"),
                address.textOrNull("phone"));
    }

    private static @Nullable String joined(@Nullable String first, @Nullable String second) {
        if (first == null || second == null) {
            return first == null ? second : first;
        }
        return first + ", " + second;
    }

    private static Map<String, String> attributes(JsonFields order) {
        var attributes = new TreeMap<String, String>();
        for (var name : List.of("name", "order_number", "financial_status", "source_name", "test")) {
            var text = order.textOrNull(name);
            if (text != null && text.length() <= 128) {
                attributes.put(name, text);
            }
        }
        return attributes;
    }
}
