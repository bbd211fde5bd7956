package io.tieout.channels.poslog;

import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.Optional;

/** Fields of a receipt as values; what is missing or makes no sense is refused by the receipt's number. */
final class ReceiptFields {

    private ReceiptFields() {}

    static TemporalAccessor time(ReceiptKey key, XmlPart transaction) {
        var text = transaction
                .text("EndDateTime")
                .or(() -> transaction.text("ReceiptDateTime"))
                .or(() -> transaction.text("POSLogDateTime"))
                .or(() -> transaction.text("BeginDateTime"))
                .orElseThrow(() -> missing(key, "EndDateTime"));
        try {
            return DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        } catch (DateTimeException notATime) {
            throw problem(PoslogProblem.FIELD_INVALID, key, "has the time " + text);
        }
    }

    static Currency currency(ReceiptKey key, String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw problem(PoslogProblem.FIELD_INVALID, key, "has the currency " + code);
        }
    }

    static BigDecimal amount(ReceiptKey key, XmlPart part, String name) {
        return part.text(name)
                .map(text -> decimal(key, name, text))
                .orElseThrow(() -> missing(key, part.name() + "/" + name));
    }

    static BigDecimal decimal(ReceiptKey key, String what, String text) {
        try {
            if (text.length() > 30) {
                throw new NumberFormatException("too long");
            }
            return new BigDecimal(text.strip());
        } catch (NumberFormatException notANumber) {
            throw problem(PoslogProblem.FIELD_INVALID, key, "has " + what + " that is not a number");
        }
    }

    static long number(ReceiptKey key, String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException notANumber) {
            throw problem(PoslogProblem.FIELD_INVALID, key, "has a sequence number that is not a number");
        }
    }

    static LocalDate date(ReceiptKey key, String text) {
        try {
            return LocalDate.parse(text.strip().substring(0, 10));
        } catch (DateTimeException | IndexOutOfBoundsException notADate) {
            throw problem(PoslogProblem.FIELD_INVALID, key, "has a business day that is not a date");
        }
    }

    static ProblemException missing(ReceiptKey key, String what) {
        return problem(PoslogProblem.FIELD_MISSING, key, "lacks " + what);
    }

    static ProblemException problem(PoslogProblem problem, ReceiptKey key, String what) {
        return new ProblemException(
                problem,
                "Receipt " + key.sequenceNumber() + " of store " + key.store() + ", workstation " + key.workstation()
                        + " " + what);
    }

    static Optional<String> store(XmlPart part) {
        return part.text("BusinessUnit", "UnitID").or(() -> part.text("RetailStoreID"));
    }
}
