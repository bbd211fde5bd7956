package io.tieout.channels.poslog;

import io.tieout.channels.till.TillTransaction.Control;
import io.tieout.channels.till.TillTransaction.Declared;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Understands transactions that steer a till: sign-on, drawer open, loans and pickups, the count at its close. */
final class TillControls {

    private static final Set<String> NOT_THE_KIND = Set.of("Shift", "DayPart", "ReasonCode", "Reason", "OperatorID");

    private TillControls() {}

    static Optional<Control> read(ReceiptKey key, XmlPart transaction) {
        return Stream.of("ControlTransaction", "TenderControlTransaction")
                .flatMap(transaction::children)
                .findFirst()
                .flatMap(control -> control.children().stream()
                        .filter(part -> part.ours() && !NOT_THE_KIND.contains(part.name()))
                        .findFirst())
                .map(part -> control(key, transaction, part));
    }

    private static Control control(ReceiptKey key, XmlPart transaction, XmlPart part) {
        var settled = part.name().equals("TillSettle");
        return new Control(
                key,
                part.name(),
                hasTime(transaction) ? ReceiptFields.time(key, transaction) : null,
                settled
                        ? part.text("TransactionCount")
                                .map(text -> ReceiptFields.number(key, text))
                                .orElse(null)
                        : null,
                transaction
                        .text("CurrencyCode")
                        .map(code -> ReceiptFields.currency(key, code))
                        .orElse(null),
                settled ? ending(key, part) : List.of());
    }

    private static boolean hasTime(XmlPart transaction) {
        return Stream.of("EndDateTime", "ReceiptDateTime", "POSLogDateTime", "BeginDateTime")
                .anyMatch(name -> transaction.text(name).isPresent());
    }

    /** What was counted at the end, by tender; denominations of one tender are summed. */
    private static List<Declared> ending(ReceiptKey key, XmlPart settle) {
        Map<String, Declared> byMethod = new LinkedHashMap<>();
        settle.children("TenderSummary")
                .filter(summary ->
                        summary.attribute("LedgerType").orElse("Actual").equals("Actual"))
                .flatMap(summary -> summary.children("Ending"))
                .forEach(ending -> {
                    var method = ending.attribute("TenderType").orElse("unknown");
                    var declared = new Declared(
                            method,
                            ReceiptFields.amount(key, ending, "Amount"),
                            ending.text("Count")
                                    .map(text -> ReceiptFields.number(key, text))
                                    .orElse(null));
                    byMethod.merge(method, declared, TillControls::sum);
                });
        return new ArrayList<>(byMethod.values());
    }

    private static Declared sum(Declared one, Declared other) {
        BigDecimal amount = one.amount().add(other.amount());
        return new Declared(one.method(), amount, sum(one.count(), other.count()));
    }

    private static @Nullable Long sum(@Nullable Long one, @Nullable Long other) {
        return one == null || other == null ? null : Long.valueOf(one + other);
    }
}
