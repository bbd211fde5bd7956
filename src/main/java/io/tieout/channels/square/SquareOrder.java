package io.tieout.channels.square;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.format.JsonFields;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Square's order resource, read: what was sold, what came back, what was paid.
 *
 * @param giftCards what was taken for gift cards, which are no goods
 * @param tenders as the order tells them, tips included; none where it does not
 */
record SquareOrder(
        String id,
        long version,
        String state,
        String location,
        Instant at,
        @Nullable Currency currency,
        List<Item> sold,
        List<Back> back,
        @Nullable Money giftCards,
        @Nullable Money tips,
        @Nullable Money rounding,
        List<Tender> tenders,
        List<Refund> refunds) {

    /** Goods that were sold. @param variation of the catalogue; {@link SquareCodes#CUSTOM} where typed in */
    record Item(
            String reference,
            String variation,
            String title,
            Quantity quantity,
            Money net,
            Money discount,
            List<PlaceOrder.Tax> taxes) {

        Money gross() {
            var gross = net;
            for (var tax : taxes) {
                gross = gross.plus(tax.amount());
            }
            return gross;
        }
    }

    /** Goods that came back, of one earlier order; none of them where money was paid back for no goods. */
    record Back(@Nullable String sourceOrder, List<BackItem> items, Money withoutGoods) {}

    /** @param sourceLine of the order that it was sold with */
    record BackItem(@Nullable String sourceLine, Item item) {}

    /** @param amount with the tip */
    record Tender(String id, String method, Money amount, Money tip) {}

    /** What was paid back, to the tender that paid for it. */
    record Refund(String id, @Nullable String tender, Money amount) {}

    static SquareOrder read(JsonFields order) {
        refuseCharges(order);
        var names = taxNames(order.list("taxes"));
        var sold = new ArrayList<Item>();
        Money giftCards = null;
        for (var line : order.list("line_items")) {
            if ("GIFT_CARD".equals(line.textOrNull("item_type"))) {
                var paid = SquareMoney.read(line, "total_money");
                giftCards = giftCards == null ? paid : giftCards.plus(paid);
            } else {
                sold.add(item(line, names));
            }
        }
        var total = SquareMoney.orNull(order, "total_money");
        var rounding = order.objectOrNull("rounding_adjustment");
        var back = order.list("returns").stream().map(SquareOrder::back).toList();
        return new SquareOrder(
                order.text("id", 128),
                order.decimal("version").longValue(),
                order.text("state", 32),
                order.text("location_id", 50),
                order.has("closed_at") ? order.instant("closed_at") : order.instant("updated_at"),
                total == null ? null : total.currency(),
                sold,
                back,
                giftCards,
                SquareMoney.orNull(order, "total_tip_money"),
                rounding == null ? null : SquareMoney.orNull(rounding, "amount_money"),
                order.list("tenders").stream().map(SquareOrder::tender).toList(),
                order.list("refunds").stream()
                        .filter(refund -> !"REJECTED".equals(refund.textOrNull("status"))
                                && !"FAILED".equals(refund.textOrNull("status")))
                        .map(refund -> new Refund(
                                refund.text("id", 255),
                                refund.textOrNull("tender_id"),
                                SquareMoney.read(refund, "amount_money")))
                        .toList());
    }

    /** A service charge or a surcharge is part of the total, but no line says what it is for. */
    private static void refuseCharges(JsonFields order) {
        for (var name : List.of("total_service_charge_money", "total_card_surcharge_money")) {
            var charge = SquareMoney.orNull(order, name);
            if (charge != null && !charge.isZero()) {
                throw new ProblemException(
                        ChannelProblem.CHARGE_UNSUPPORTED, "The order has " + charge + " as " + name);
            }
        }
    }

    private static Map<String, String> taxNames(List<JsonFields> taxes) {
        var names = new HashMap<String, String>();
        for (var tax : taxes) {
            var uid = tax.textOrNull("uid");
            var name = tax.textOrNull("name");
            var percentage = tax.textOrNull("percentage");
            if (uid != null) {
                names.put(uid, (name == null ? "Tax" : name) + (percentage == null ? "" : " " + percentage));
            }
        }
        return names;
    }

    private static Item item(JsonFields line, Map<String, String> taxNames) {
        var quantity = line.quantity("quantity");
        if (quantity.isNegative() || quantity.isZero()) {
            throw line.invalid("quantity", "must be positive");
        }
        var total = SquareMoney.read(line, "total_money");
        var currency = total.currency();
        var tax = SquareMoney.orZero(line, "total_tax_money", currency);
        var variation = line.textOrNull("catalog_object_id");
        var title = line.textOrNull("name");
        return new Item(
                line.text("uid", 64),
                variation == null ? SquareCodes.CUSTOM : line.text("catalog_object_id", 128),
                title == null ? "Item" : title,
                quantity,
                total.minus(tax),
                SquareMoney.orZero(line, "total_discount_money", currency),
                taxes(line, tax, taxNames));
    }

    /** The order says how much of the tax is which; where that does not add up it is one. */
    private static List<PlaceOrder.Tax> taxes(JsonFields line, Money total, Map<String, String> names) {
        if (total.isZero()) {
            return List.of();
        }
        var taxes = new ArrayList<PlaceOrder.Tax>();
        for (var applied : line.list("applied_taxes")) {
            var amount = SquareMoney.orZero(applied, "applied_money", total.currency());
            if (!amount.isZero()) {
                var name = names.getOrDefault(String.valueOf(applied.textOrNull("tax_uid")), "Tax");
                taxes.add(new PlaceOrder.Tax(name, amount, false));
            }
        }
        var told = Money.sum(
                total.currency(), taxes.stream().map(PlaceOrder.Tax::amount).toList());
        return told.equals(total) ? taxes : List.of(new PlaceOrder.Tax("Tax", total, false));
    }

    private static Tender tender(JsonFields tender) {
        var amount = SquareMoney.read(tender, "amount_money");
        return new Tender(
                tender.text("id", 192),
                tender.text("type", 50),
                amount,
                SquareMoney.orZero(tender, "tip_money", amount.currency()));
    }

    /** An amount that was typed in for a refund is of no goods. */
    private static Back back(JsonFields part) {
        var names = taxNames(part.list("return_taxes"));
        var items = new ArrayList<BackItem>();
        Money withoutGoods = null;
        for (var line : part.list("return_line_items")) {
            var paid = SquareMoney.read(line, "total_money");
            var source = line.textOrNull("source_line_item_uid");
            var custom = "CUSTOM_AMOUNT".equals(line.textOrNull("item_type")) && source == null;
            if (custom) {
                withoutGoods = withoutGoods == null ? paid : withoutGoods.plus(paid);
            } else {
                items.add(new BackItem(source, item(line, names)));
            }
        }
        var zero = items.isEmpty()
                ? null
                : Money.zero(items.getFirst().item().net().currency());
        if (withoutGoods == null && zero == null) {
            throw part.invalid("return_line_items", "says nothing");
        }
        return new Back(part.textOrNull("source_order_id"), items, withoutGoods == null ? zero : withoutGoods);
    }
}
