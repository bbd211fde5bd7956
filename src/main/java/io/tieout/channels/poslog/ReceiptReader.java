package io.tieout.channels.poslog;

import static io.tieout.channels.poslog.ReceiptFields.amount;
import static io.tieout.channels.poslog.ReceiptFields.date;
import static io.tieout.channels.poslog.ReceiptFields.decimal;
import static io.tieout.channels.poslog.ReceiptFields.missing;
import static io.tieout.channels.poslog.ReceiptFields.number;
import static io.tieout.channels.poslog.ReceiptFields.problem;
import static io.tieout.channels.poslog.ReceiptFields.store;
import static io.tieout.channels.poslog.ReceiptFields.time;

import io.tieout.channels.poslog.ReceiptArithmetic.RawLine;
import io.tieout.channels.poslog.ReceiptArithmetic.RawTax;
import io.tieout.channels.till.Tenders;
import io.tieout.channels.till.TillMoney;
import io.tieout.channels.till.TillTransaction;
import io.tieout.channels.till.TillTransaction.Ignored;
import io.tieout.channels.till.TillTransaction.PostVoid;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.TemporalAccessor;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Understands one POSLog transaction. Pure: no mapping, no master data. */
final class ReceiptReader {

    private static final Set<String> COUNTS =
            Set.of("Finished", "Delivered", "Totaled", "Tendered", "Authorized", "Resumed", "Returned", "Shipped");
    private static final Set<String> DOES_NOT_COUNT = Set.of(
            "Canceled",
            "Failed",
            "InComplete",
            "InProcess",
            "Projection",
            "Suspended",
            "SuspendedDeleted",
            "SuspendedRetrieved",
            "Voided",
            "TransactionVoided",
            "PreVoided",
            "Replaced");

    private ReceiptReader() {}

    static TillTransaction read(XmlPart transaction) {
        var key = key(transaction);
        if (transaction.flag("TrainingModeFlag")) {
            return new Ignored(key, "training");
        }
        if (transaction.flag("CancelFlag")) {
            return new Ignored(key, "cancelled");
        }
        var retail = transaction.child("RetailTransaction");
        if (retail.isEmpty()) {
            var control = TillControls.read(key, transaction);
            return control.isPresent() ? control.get() : new Ignored(key, "no retail transaction");
        }
        var body = retail.get();
        var status = body.attribute("TransactionStatus")
                .or(() -> transaction.attribute("TransactionStatus"))
                .orElse("Finished");
        var link = voidingLink(body);
        if (status.equals("PostVoided") || link.isPresent()) {
            var voided = link.map(named -> voided(key, named)).orElse(key);
            return new PostVoid(key, voided, time(key, transaction));
        }
        if (DOES_NOT_COUNT.contains(status)) {
            return new Ignored(key, status.toLowerCase(Locale.ROOT));
        }
        if (!COUNTS.contains(status)) {
            throw problem(PoslogProblem.STATUS_UNKNOWN, key, "has the status " + status);
        }
        return receipt(key, transaction, body);
    }

    private static Optional<XmlPart> voidingLink(XmlPart body) {
        return body.children("TransactionLink")
                .filter(link -> link.attribute("ReasonCode")
                        .filter(reason -> reason.equals("Voided") || reason.equals("PostVoid"))
                        .isPresent())
                .findFirst();
    }

    /** A post-void is of the same day; store, till and day that the link does not name are the void's own. */
    private static ReceiptKey voided(ReceiptKey key, XmlPart link) {
        return new ReceiptKey(
                store(link).orElse(key.store()),
                link.text("WorkstationID").orElse(key.workstation()),
                number(
                        key,
                        link.text("SequenceNumber").orElseThrow(() -> missing(key, "TransactionLink/SequenceNumber"))),
                link.text("BusinessDayDate").map(day -> date(key, day)).orElse(key.businessDate()));
    }

    private static TillTransaction receipt(ReceiptKey key, XmlPart transaction, XmlPart body) {
        var currency = currency(key, transaction, body);
        var contents = ReceiptContents.of(key, body, currency);
        var tenders = contents.tenders();
        var paid = Tenders.sum(currency, tenders).minus(contents.rounding());
        var other = Money.sum(
                currency, contents.items().stream().map(TillMoney.Item::amount).toList());
        var at = time(key, transaction);
        if (contents.lines().isEmpty()) {
            return withoutGoods(key, at, currency, contents, paid.minus(other));
        }
        var tax = total(key, body, "TransactionTaxAmount").or(contents::tax);
        var stated = total(key, body, "TransactionGrandAmount").or(() -> total(key, body, "TransactionGrossAmount"));
        var arithmetic = new ReceiptArithmetic(key, currency, contents.lines(), tax, contents.discount());
        var due = tenders.isEmpty() && contents.items().isEmpty()
                ? stated.map(total -> new Money(total, currency)).orElse(paid)
                : paid.minus(other);
        var apart = TillMoney.apart(tenders, other);
        var money = contents.items().isEmpty()
                ? null
                : new TillMoney(contents.items(), apart.other(), Money.zero(currency));
        return new TillTransaction.Receipt(
                key, at, currency, arithmetic.lines(due), apart.goods(), contents.rounding(), money);
    }

    /** Nothing happened, or only money was taken; money that nobody says the purpose of must not be lost in silence. */
    private static TillTransaction withoutGoods(
            ReceiptKey key, TemporalAccessor at, Currency currency, ReceiptContents contents, Money unexplained) {
        if (!unexplained.isZero()) {
            throw problem(
                    PoslogProblem.TOTALS_DIFFER,
                    key,
                    "was paid with " + unexplained + (contents.items().isEmpty() ? "" : " too much")
                            + " and has no goods");
        }
        if (contents.items().isEmpty()) {
            return new Ignored(key, "no goods");
        }
        var none = Money.zero(currency);
        return new TillTransaction.Receipt(
                key,
                at,
                currency,
                List.of(),
                List.of(),
                none,
                new TillMoney(contents.items(), contents.tenders(), contents.rounding()));
    }

    /** What a reward takes off the whole receipt: the detail rows count, the summary rows repeat them. */
    static BigDecimal reward(ReceiptKey key, XmlPart reward) {
        var category = vendor(reward, "RewardCategory").orElse("");
        var amount = vendor(reward, "ExtendedRewardAmount");
        // vendors tell details and summaries apart by flags of their own; the one with a product is the detail
        var detail = reward.children().stream()
                .filter(part -> part.name().equals("RewardBasis"))
                .flatMap(basis -> basis.children().stream())
                .filter(part -> part.name().equals("POSIdentity"))
                .anyMatch(identity -> !"Department".equals(identity.attributes().get("POSIDType")));
        return category.equals("Monetary") && detail && amount.isPresent()
                ? decimal(key, "ExtendedRewardAmount", amount.get()).negate()
                : BigDecimal.ZERO;
    }

    private static Optional<String> vendor(XmlPart part, String name) {
        return part.children().stream()
                .filter(child -> child.name().equals(name))
                .map(XmlPart::text)
                .findFirst();
    }

    static RawLine line(ReceiptKey key, XmlPart item, XmlPart part) {
        var quantity = part.text("Quantity")
                .map(text -> decimal(key, "Quantity", text))
                .orElse(BigDecimal.ONE);
        var returned = part.name().equals("Return") || quantity.signum() < 0;
        var extended = part.text("ExtendedAmount")
                .map(text -> decimal(key, "ExtendedAmount", text))
                .orElseThrow(() -> missing(key, "ExtendedAmount"));
        if (quantity.signum() == 0 || (extended.signum() < 0 && !returned)) {
            throw problem(PoslogProblem.FIELD_INVALID, key, "has a line of quantity " + quantity + " for " + extended);
        }
        var reference = item.text("SequenceNumber").orElseThrow(() -> missing(key, "LineItem/SequenceNumber"));
        return new RawLine(
                reference,
                item(key, part),
                part.text("Description")
                        .or(() -> part.child("ItemID").flatMap(id -> id.attribute("Name")))
                        .orElse(""),
                new Quantity(quantity.abs()),
                extended.abs(),
                part.text("ExtendedDiscountAmount")
                        .map(text ->
                                decimal(key, "ExtendedDiscountAmount", text).abs())
                        .orElse(BigDecimal.ZERO),
                taxes(key, part),
                returned,
                original(key, part),
                part.text("Reason").or(() -> part.text("ReasonCode")).orElse("unspecified"),
                part.child("Disposal")
                        .flatMap(disposal -> disposal.attribute("Method"))
                        .orElse(null));
    }

    private static String item(ReceiptKey key, XmlPart part) {
        return part.text("ItemID")
                .or(() -> part.children("POSIdentity")
                        .flatMap(identity -> identity.text("POSItemID").stream())
                        .findFirst())
                .orElseThrow(() -> missing(key, "ItemID"));
    }

    private static List<RawTax> taxes(ReceiptKey key, XmlPart part) {
        return part.children("Tax")
                .filter(tax -> tax.text("Amount").isPresent())
                .map(tax -> new RawTax(
                        tax.text("TaxGroupID")
                                .or(() -> tax.text("TaxRuleID"))
                                .or(() -> tax.text("Percent"))
                                .orElse("TAX"),
                        amount(key, tax, "Amount").abs()))
                .toList();
    }

    /** The receipt that it was bought with, where the link names it whole. */
    private static @Nullable ReceiptKey original(ReceiptKey key, XmlPart part) {
        var link = part.child("TransactionLink");
        if (link.isEmpty()) {
            return null;
        }
        var store = store(link.get());
        var workstation = link.get().text("WorkstationID");
        var sequence = link.get().text("SequenceNumber");
        var day = link.get().text("BusinessDayDate");
        if (workstation.isEmpty() || sequence.isEmpty() || day.isEmpty()) {
            return null;
        }
        return new ReceiptKey(
                store.orElse(key.store()), workstation.get(), number(key, sequence.get()), date(key, day.get()));
    }

    static ReceiptKey key(XmlPart transaction) {
        var nowhere = new ReceiptKey("?", "?", 0, LocalDate.EPOCH);
        var store = store(transaction).orElseThrow(() -> missing(nowhere, "BusinessUnit/UnitID"));
        var workstation = transaction.text("WorkstationID").orElseThrow(() -> missing(nowhere, "WorkstationID"));
        var sequence = number(
                nowhere, transaction.text("SequenceNumber").orElseThrow(() -> missing(nowhere, "SequenceNumber")));
        var partial = new ReceiptKey(store, workstation, sequence, LocalDate.EPOCH);
        var day = transaction
                .text("BusinessDayDate")
                .or(() -> begin(transaction))
                .map(text -> date(partial, text.length() > 10 ? text.substring(0, 10) : text))
                .orElseThrow(() -> missing(partial, "BusinessDayDate"));
        return new ReceiptKey(store, workstation, sequence, day);
    }

    private static Optional<String> begin(XmlPart transaction) {
        return transaction
                .text("BeginDateTime")
                .or(() -> transaction.text("ReceiptDateTime"))
                .or(() -> transaction.text("EndDateTime"));
    }

    private static Currency currency(ReceiptKey key, XmlPart transaction, XmlPart body) {
        var code = transaction
                .text("CurrencyCode")
                .or(() -> body.text("CurrencyCode"))
                .or(() -> body.children("Total")
                        .flatMap(total -> total.attribute("CurrencyCode").stream())
                        .findFirst())
                .or(() -> body.children("LineItem")
                        .flatMap(item -> item.children().stream())
                        .flatMap(part -> part.child("ExtendedAmount").stream())
                        .flatMap(amount -> amount.attribute("Currency").stream())
                        .findFirst())
                .orElseThrow(() -> missing(key, "CurrencyCode"));
        return ReceiptFields.currency(key, code);
    }

    private static Optional<BigDecimal> total(ReceiptKey key, XmlPart body, String type) {
        return body.children("Total")
                .filter(total -> type.equals(total.attributes().get("TotalType")))
                .map(XmlPart::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .map(text -> decimal(key, type, text));
    }
}
