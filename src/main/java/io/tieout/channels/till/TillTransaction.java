package io.tieout.channels.till;

import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.orders.PlaceOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one transaction of a till is to us. */
public sealed interface TillTransaction {

    ReceiptKey key();

    /** Nothing was sold or returned, or it does not count; says why. */
    record Ignored(ReceiptKey key, String reason) implements TillTransaction {}

    /**
     * An earlier receipt is taken back as a whole.
     *
     * @param voided the earlier one; the same as {@code key} where the till sends the receipt itself again, as voided
     * @param at an instant, or a local time in the store's zone
     */
    record PostVoid(ReceiptKey key, ReceiptKey voided, TemporalAccessor at) implements TillTransaction {}

    /**
     * Something was sold, returned, or both.
     *
     * @param at an instant, or a local time in the store's zone
     * @param tenders signed: negative is paid out
     * @param rounding signed: what was paid beyond the exact amount
     * @param money what was taken or given for what is no goods, with its own tenders
     */
    record Receipt(
            ReceiptKey key,
            TemporalAccessor at,
            Currency currency,
            List<Line> lines,
            List<PlaceOrder.Tender> tenders,
            Money rounding,
            @Nullable TillMoney money)
            implements TillTransaction {

        public Receipt {
            lines = List.copyOf(lines);
            tenders = List.copyOf(tenders);
        }

        public List<Line> sold() {
            return lines.stream().filter(line -> !line.returned()).toList();
        }

        public List<Line> back() {
            return lines.stream().filter(Line::returned).toList();
        }
    }

    /**
     * The till was steered, not sold with: opened, closed, its drawer opened, its money counted.
     *
     * @param what the element's name, such as {@code NoSale} or {@code TillSettle}
     * @param transactions how many transactions the till says it had; null where it does not say
     * @param declared what the till says it has, by tender; without a currency where the file names none
     */
    record Control(
            ReceiptKey key,
            String what,
            @Nullable TemporalAccessor at,
            @Nullable Long transactions,
            @Nullable Currency currency,
            List<Declared> declared)
            implements TillTransaction {

        public Control {
            declared = List.copyOf(declared);
        }
    }

    /** What a till has of one tender at its close. */
    record Declared(
            String method, BigDecimal amount, @Nullable Long count) {}

    /** What makes a receipt unique. */
    record ReceiptKey(String store, String workstation, long sequenceNumber, LocalDate businessDate) {

        /** The receipt's number among all of the connection: store, workstation, sequence, business day. */
        public String externalId() {
            return store + "-" + workstation + "-" + sequenceNumber + "-"
                    + businessDate.toString().replace("-", "");
        }
    }

    /**
     * A line, all amounts positive.
     *
     * @param original the receipt that it was bought with, for what comes back
     */
    record Line(
            String reference,
            String item,
            String title,
            Quantity quantity,
            Money net,
            Money discount,
            List<PlaceOrder.Tax> taxes,
            boolean returned,
            @Nullable ReceiptKey original,
            String reason,
            @Nullable String disposal) {

        public Money gross() {
            var gross = net;
            for (var tax : taxes) {
                gross = gross.plus(tax.amount());
            }
            return gross;
        }
    }

    static Instant instant(TemporalAccessor at, ZoneId zone) {
        return at instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(at);
    }
}
