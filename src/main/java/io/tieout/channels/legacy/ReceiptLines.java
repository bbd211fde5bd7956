package io.tieout.channels.legacy;

import io.tieout.channels.legacy.Layout.Role;
import io.tieout.channels.till.Tenders;
import io.tieout.channels.till.TillMoney;
import io.tieout.channels.till.TillTransaction;
import io.tieout.channels.till.TillTransaction.Ignored;
import io.tieout.channels.till.TillTransaction.Line;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lines and tenders of one receipt: what was sold, what came back, and what was paid for it, which must agree. */
final class ReceiptLines {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final ReceiptKey key;
    private final Currency currency;
    private final boolean allReturned;
    private final @Nullable ReceiptKey original;
    private final LocalDateTime at;
    private final List<LegacyRecord> records;
    private final List<Line> lines = new ArrayList<>();
    private final List<PlaceOrder.Tender> tenders = new ArrayList<>();
    private final List<TillMoney.Item> items = new ArrayList<>();

    ReceiptLines(
            ReceiptKey key,
            Currency currency,
            boolean allReturned,
            @Nullable ReceiptKey original,
            LocalDateTime at,
            List<LegacyRecord> records) {
        this.key = key;
        this.currency = currency;
        this.allReturned = allReturned;
        this.original = original;
        this.at = at;
        this.records = records;
    }

    TillTransaction read() {
        for (var record : records) {
            if (record.type().role() == Role.LINE) {
                line(record);
            } else if (record.type().role() == Role.TENDER) {
                tender(record);
            }
        }
        var first = records.getFirst();
        var rounding = new Money(first.decimal("rounding").orElse(BigDecimal.ZERO), currency);
        var goods = Money.zero(currency);
        for (var line : lines) {
            goods = line.returned() ? goods.minus(line.gross()) : goods.plus(line.gross());
        }
        var other =
                Money.sum(currency, items.stream().map(TillMoney.Item::amount).toList());
        signTenders(goods.plus(other));
        var paid = Tenders.sum(currency, tenders);
        if (!paid.minus(rounding).equals(goods.plus(other))) {
            throw first.problem(
                    LegacyProblem.TOTALS_DIFFER,
                    "is receipt " + key.externalId() + ", paid with " + paid.minus(rounding) + ", but its lines are "
                            + goods.plus(other));
        }
        if (lines.isEmpty() && items.isEmpty()) {
            return new Ignored(key, "no goods");
        }
        if (items.isEmpty()) {
            return new Receipt(key, at, currency, lines, tenders, rounding, null);
        }
        if (lines.isEmpty()) {
            return new Receipt(
                    key, at, currency, lines, List.of(), Money.zero(currency), new TillMoney(items, tenders, rounding));
        }
        var apart = TillMoney.apart(tenders, other);
        return new Receipt(
                key,
                at,
                currency,
                lines,
                apart.goods(),
                rounding,
                new TillMoney(items, apart.other(), Money.zero(currency)));
    }

    /** Many tills write what they pay out without a sign; the receipt as a whole says which way the money went. */
    private void signTenders(Money due) {
        var paid = Tenders.sum(currency, tenders);
        if (due.isNegative() && !paid.isNegative() && paid.equals(due.negated())) {
            tenders.replaceAll(tender ->
                    new PlaceOrder.Tender(tender.method(), tender.amount().negated(), tender.reference()));
        }
    }

    private void line(LegacyRecord record) {
        var kind = record.text("direction").orElse("");
        switch (kind) {
            case "struck" -> {
                return;
            }
            case "gift-card" -> {
                money(record, TillMoney.Purpose.GIFT_CARD);
                return;
            }
            case "deposit" -> {
                money(record, TillMoney.Purpose.DEPOSIT);
                return;
            }
            case "tip" -> {
                money(record, TillMoney.Purpose.TIP);
                return;
            }
            case "", "sale", "return" -> {}
            default -> throw record.problem(LegacyProblem.KIND_UNKNOWN, "is a line of the kind " + kind);
        }
        var quantity = record.decimal("quantity").orElse(BigDecimal.ONE);
        var amount = record.decimal("gross").or(() -> record.decimal("net"));
        var value = amount.orElseThrow(() -> record.missing("gross"));
        var returned = allReturned || kind.equals("return") || quantity.signum() < 0;
        if (quantity.signum() == 0 || value.signum() < 0 && !returned) {
            throw record.problem(
                    LegacyProblem.FIELD_INVALID, "is a line of quantity " + quantity + " for " + value.toPlainString());
        }
        lines.add(priced(record, new Quantity(quantity.abs()), returned));
        record.text("method")
                .ifPresent(method -> tenders.add(new PlaceOrder.Tender(method, signed(lines.getLast()), null)));
    }

    private static Money signed(Line line) {
        return line.returned() ? line.gross().negated() : line.gross();
    }

    private void money(LegacyRecord record, TillMoney.Purpose purpose) {
        var amount = record.decimal("gross").or(() -> record.decimal("net")).orElseThrow(() -> record.missing("gross"));
        if (amount.signum() != 0) {
            items.add(new TillMoney.Item(
                    purpose, new Money(allReturned ? amount.abs().negate() : amount, currency)));
        }
    }

    private Line priced(LegacyRecord record, Quantity quantity, boolean returned) {
        var gross = record.decimal("gross").map(BigDecimal::abs);
        var net = record.decimal("net").map(BigDecimal::abs);
        var tax = tax(record, gross.orElse(null), net.orElse(null));
        var worth =
                net.isPresent() ? new Money(net.get(), currency) : new Money(gross.orElseThrow(), currency).minus(tax);
        if (net.isPresent() && gross.isPresent() && !worth.plus(tax).equals(new Money(gross.get(), currency))) {
            throw record.problem(
                    LegacyProblem.TOTALS_DIFFER,
                    "is a line of net " + worth + " and tax " + tax + ", but gross "
                            + gross.get().toPlainString());
        }
        var code = record.text("taxCode").or(() -> record.text("taxRate")).orElse("TAX");
        return new Line(
                record.text("line").orElseGet(() -> String.valueOf(lines.size() + 1)),
                record.demand("item"),
                record.text("title").orElse(""),
                quantity,
                worth,
                new Money(record.decimal("discount").orElse(BigDecimal.ZERO).abs(), currency),
                tax.isZero() ? List.of() : List.of(new PlaceOrder.Tax(code, tax, false)),
                returned,
                returned ? LegacyReceipts.other(key, record).orElse(original) : null,
                record.text("reason").orElse("unspecified"),
                record.text("disposal").orElse(null));
    }

    /** As it is written; or by its rate, out of the gross or on top of the net, rounded per line. */
    private Money tax(LegacyRecord record, @Nullable BigDecimal gross, @Nullable BigDecimal net) {
        var written = record.decimal("tax");
        if (written.isPresent()) {
            return new Money(written.get().abs(), currency);
        }
        var rate = record.decimal("taxRate").orElse(BigDecimal.ZERO);
        if (rate.signum() == 0) {
            return Money.zero(currency);
        }
        if (rate.signum() < 0 || rate.compareTo(HUNDRED) > 0) {
            throw record.problem(LegacyProblem.FIELD_INVALID, "has the tax rate " + rate.toPlainString());
        }
        var base = gross != null
                ? gross.multiply(rate).divide(HUNDRED.add(rate), MathContext.DECIMAL64)
                : net == null ? BigDecimal.ZERO : net.multiply(rate).divide(HUNDRED, MathContext.DECIMAL64);
        return new Money(base, currency).rounded();
    }

    private void tender(LegacyRecord record) {
        var amount = record.decimal("amount").orElseThrow(() -> record.missing("amount"));
        var out = record.text("direction").filter("out"::equals).isPresent();
        if (amount.signum() != 0) {
            tenders.add(new PlaceOrder.Tender(
                    record.demand("method"),
                    new Money(out ? amount.abs().negate() : amount, currency),
                    record.text("reference").orElse(null)));
        }
    }
}
