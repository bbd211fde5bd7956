package io.tieout.channels.poslog;

import io.tieout.channels.till.TillTransaction.Line;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each line of a receipt is worth, without and with tax. Vendors differ in whether an extended amount has the discount
 * and the tax in it, and in where they state the tax; but what was paid is certain. So the readings are tried in the order of
 * the standard's, and the first that gives what was paid, to the cent, is right; if none does, the receipt is refused.
 */
final class ReceiptArithmetic {

    private static final String TAX_OF_RECEIPT = "TAX";

    private final ReceiptKey key;
    private final Currency currency;
    private final List<RawLine> lines;
    private final Optional<BigDecimal> receiptTax;
    private final BigDecimal receiptDiscount;

    /** A line as the file has it, without signs. */
    record RawLine(
            String reference,
            String item,
            String title,
            Quantity quantity,
            BigDecimal extended,
            BigDecimal discount,
            List<RawTax> taxes,
            boolean returned,
            @Nullable ReceiptKey original,
            String reason,
            @Nullable String disposal) {}

    /** A tax as the file has it. */
    record RawTax(String code, BigDecimal amount) {}

    /** How the file may be meant. */
    private record Reading(boolean discountInside, boolean taxInside, boolean receiptDiscountInside) {}

    private static final List<Reading> READINGS = List.of(
            new Reading(true, true, true),
            new Reading(true, false, true),
            new Reading(true, true, false),
            new Reading(true, false, false),
            new Reading(false, true, true),
            new Reading(false, false, true),
            new Reading(false, true, false),
            new Reading(false, false, false));

    ReceiptArithmetic(
            ReceiptKey key,
            Currency currency,
            List<RawLine> lines,
            Optional<BigDecimal> receiptTax,
            BigDecimal receiptDiscount) {
        this.key = key;
        this.currency = currency;
        this.lines = lines;
        this.receiptTax = receiptTax;
        this.receiptDiscount = receiptDiscount;
    }

    /** @param due what was paid for all of it, signed: negative where more came back than was sold */
    List<Line> lines(Money due) {
        for (var reading : READINGS) {
            var read = read(reading);
            if (sum(read).equals(due)) {
                return read;
            }
        }
        throw ReceiptFields.problem(
                PoslogProblem.TOTALS_DIFFER,
                key,
                "was paid with " + due + ", but its lines are " + sum(read(READINGS.getFirst()))
                        + receiptTax.map(tax -> ", tax " + tax).orElse("")
                        + (receiptDiscount.signum() == 0 ? "" : ", discount " + receiptDiscount));
    }

    private Money sum(List<Line> read) {
        return Money.sum(
                currency,
                read.stream()
                        .map(line -> line.returned() ? line.gross().negated() : line.gross())
                        .toList());
    }

    private List<Line> read(Reading reading) {
        var bases = bases(reading);
        var taxes = taxes(bases);
        var read = new ArrayList<Line>();
        for (var index = 0; index < lines.size(); index++) {
            var line = lines.get(index);
            var base = bases.get(index);
            var lineTaxes = taxes.get(index);
            var tax = Money.sum(
                    currency, lineTaxes.stream().map(PlaceOrder.Tax::amount).toList());
            var net = reading.taxInside ? base.minus(tax) : base;
            read.add(new Line(
                    line.reference,
                    line.item,
                    line.title,
                    line.quantity,
                    net,
                    discount(line, base, net, reading),
                    lineTaxes,
                    line.returned,
                    line.original,
                    line.reason,
                    line.disposal));
        }
        return read;
    }

    /** What is charged for each line, with the discounts off. */
    private List<Money> bases(Reading reading) {
        var bases = new ArrayList<>(lines.stream()
                .map(line -> new Money(
                        reading.discountInside ? line.extended : line.extended.subtract(line.discount), currency))
                .toList());
        if (reading.receiptDiscountInside || receiptDiscount.signum() == 0) {
            return bases;
        }
        var weights = new ArrayList<BigDecimal>();
        for (var index = 0; index < lines.size(); index++) {
            weights.add(
                    lines.get(index).returned
                            ? BigDecimal.ZERO
                            : bases.get(index).amount().max(BigDecimal.ZERO));
        }
        var shares = new Money(receiptDiscount, currency).allocate(weights);
        for (var index = 0; index < bases.size(); index++) {
            bases.set(index, bases.get(index).minus(shares.get(index)));
        }
        return bases;
    }

    /** The lines' own taxes where any line has some, else the receipt's, by what each line is worth. */
    private List<List<PlaceOrder.Tax>> taxes(List<Money> bases) {
        if (lines.stream().anyMatch(line -> !line.taxes.isEmpty()) || receiptTax.isEmpty()) {
            return lines.stream()
                    .map(line -> line.taxes.stream()
                            .map(tax -> new PlaceOrder.Tax(tax.code(), new Money(tax.amount(), currency), false))
                            .toList())
                    .toList();
        }
        var signed = new ArrayList<BigDecimal>();
        for (var index = 0; index < lines.size(); index++) {
            var amount = bases.get(index).amount();
            signed.add(lines.get(index).returned ? amount.negate() : amount);
        }
        return shares(signed, receiptTax.get());
    }

    /**
     * Of a receipt with returns the tax is stated as a difference, so it is spread as one rate over all lines, and the last
     * cents go where the rounding left them.
     */
    private List<List<PlaceOrder.Tax>> shares(List<BigDecimal> signed, BigDecimal tax) {
        var balance = signed.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var taxes = new ArrayList<List<PlaceOrder.Tax>>();
        var before = BigDecimal.ZERO;
        var taxBefore = Money.zero(currency);
        for (var amount : signed) {
            if (balance.signum() == 0 || tax.signum() == 0) {
                taxes.add(List.of());
                continue;
            }
            before = before.add(amount);
            var upToHere = new Money(tax.multiply(before).divide(balance, MathContext.DECIMAL64), currency).rounded();
            var share = upToHere.minus(taxBefore).abs();
            taxBefore = upToHere;
            taxes.add(share.isZero() ? List.of() : List.of(new PlaceOrder.Tax(TAX_OF_RECEIPT, share, false)));
        }
        return taxes;
    }

    /** What was taken off the line, without tax: of a discount that has tax in it, the net's part. */
    private Money discount(RawLine line, Money base, Money net, Reading reading) {
        var before = new Money(line.extended, currency);
        if (reading.discountInside) {
            before = before.plus(new Money(line.discount, currency));
        }
        var off = before.minus(base);
        if (off.isZero() || base.isZero() || !reading.taxInside) {
            return off;
        }
        return new Money(off.amount().multiply(net.amount()).divide(base.amount(), MathContext.DECIMAL64), currency)
                .rounded();
    }
}
