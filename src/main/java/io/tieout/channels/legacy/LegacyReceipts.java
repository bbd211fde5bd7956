package io.tieout.channels.legacy;

import io.tieout.channels.legacy.Layout.Role;
import io.tieout.channels.till.SeenTransaction;
import io.tieout.channels.till.TillTransaction;
import io.tieout.channels.till.TillTransaction.Control;
import io.tieout.channels.till.TillTransaction.Declared;
import io.tieout.channels.till.TillTransaction.Ignored;
import io.tieout.channels.till.TillTransaction.PostVoid;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Understands one transaction's records. Pure: no mapping, no master data. */
final class LegacyReceipts {

    private final LegacyTransaction transaction;
    private final LegacyRecord first;

    private LegacyReceipts(LegacyTransaction transaction) {
        this.transaction = transaction;
        this.first = transaction.first();
    }

    static SeenTransaction read(LegacyTransaction transaction) {
        ReceiptKey key = null;
        try {
            var receipts = new LegacyReceipts(transaction);
            key = receipts.key();
            if (transaction.problem() != null) {
                throw transaction.problem();
            }
            return SeenTransaction.of(receipts.read(key));
        } catch (ProblemException unreadable) {
            return SeenTransaction.unreadable(key, unreadable);
        }
    }

    private ReceiptKey key() {
        var store = text("store").orElseThrow(() -> missing("store"));
        var till = text("till").orElseThrow(() -> missing("till"));
        var day = first.date("businessDate")
                .or(() -> header().flatMap(header -> header.date("businessDate")))
                .or(() -> first.date("date"))
                .or(() -> first.dateTime("at").map(LocalDateTime::toLocalDate))
                .orElseThrow(() -> missing("businessDate"));
        return new ReceiptKey(store, till, first.number("number"), day);
    }

    private Optional<LegacyRecord> header() {
        return Optional.ofNullable(transaction.header());
    }

    private Optional<String> text(String name) {
        return first.text(name).or(() -> header().flatMap(header -> header.text(name)));
    }

    private ProblemException missing(String what) {
        return first.problem(LegacyProblem.FIELD_MISSING, "lacks " + what);
    }

    private TillTransaction read(ReceiptKey key) {
        var kind = first.text("kind").orElse("sale");
        return switch (kind) {
            case "sale", "exchange" -> receipt(key, false);
            case "return" -> receipt(key, true);
            case "void" ->
                new PostVoid(key, other(key, first).orElseThrow(() -> missing("otherNumber")), at(key.businessDate()));
            case "cancelled", "training", "suspended", "ignore" -> new Ignored(key, kind);
            case "no-sale" -> new Control(key, "NoSale", at(key.businessDate()), null, currency(), List.of());
            case "open" -> new Control(key, "TillOpen", at(key.businessDate()), null, currency(), List.of());
            case "close" ->
                new Control(
                        key,
                        "TillSettle",
                        at(key.businessDate()),
                        first.optionalNumber("transactions").orElse(null),
                        currency(),
                        declared());
            default -> throw first.problem(LegacyProblem.KIND_UNKNOWN, "is a transaction of the kind " + kind);
        };
    }

    private TillTransaction receipt(ReceiptKey key, boolean returned) {
        var currency = currency();
        if (currency == null) {
            throw missing("currency");
        }
        return new ReceiptLines(key, currency, returned, original(key), at(key.businessDate()), transaction.records())
                .read();
    }

    private @Nullable ReceiptKey original(ReceiptKey key) {
        return other(key, first).orElse(null);
    }

    /** Another receipt that a record names; what it does not say of it is the same as its own. */
    static Optional<ReceiptKey> other(ReceiptKey key, LegacyRecord record) {
        return record.optionalNumber("otherNumber")
                .map(number -> new ReceiptKey(
                        record.text("otherStore").orElse(key.store()),
                        record.text("otherTill").orElse(key.workstation()),
                        number,
                        record.date("otherDate").orElse(key.businessDate())));
    }

    private LocalDateTime at(LocalDate businessDate) {
        return first.dateTime("at")
                .orElseGet(() -> first.date("date")
                        .orElse(businessDate)
                        .atTime(first.time("time").orElse(LocalTime.NOON)));
    }

    private @Nullable Currency currency() {
        return text("currency").map(this::currency).orElse(first.layout().currency());
    }

    private Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw first.problem(LegacyProblem.FIELD_INVALID, "has the currency " + code);
        }
    }

    private List<Declared> declared() {
        return transaction.records().stream()
                .filter(record -> record.type().role() == Role.TENDER)
                .map(record -> new Declared(
                        record.demand("method"),
                        record.decimal("amount").orElse(BigDecimal.ZERO),
                        record.optionalNumber("count").orElse(null)))
                .toList();
    }
}
