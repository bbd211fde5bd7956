package io.tieout.channels.legacy;

import io.tieout.channels.legacy.Layout.Role;
import io.tieout.kernel.ProblemException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Counts along, and compares with what each trailer says. */
final class ControlTotals {

    private final Layout layout;
    private final boolean whole;
    private @Nullable LegacyRecord header;
    private boolean closed = true;
    private boolean any;
    private boolean unreadable;
    private long records;
    private long transactions;
    private BigDecimal quantity = BigDecimal.ZERO;
    private BigDecimal amount = BigDecimal.ZERO;
    private BigDecimal paid = BigDecimal.ZERO;

    ControlTotals(Layout layout, boolean whole) {
        this.layout = layout;
        this.whole = whole;
    }

    void header(LegacyRecord record) {
        demandClosed();
        header = record;
        reset();
    }

    private void reset() {
        closed = false;
        any = true;
        unreadable = false;
        records = 0;
        transactions = 0;
        quantity = BigDecimal.ZERO;
        amount = BigDecimal.ZERO;
        paid = BigDecimal.ZERO;
    }

    void transaction() {
        transactions++;
    }

    void add(LegacyRecord record) {
        any = true;
        closed = false;
        records++;
        try {
            if (record.type().role() == Role.LINE) {
                quantity = quantity.add(record.decimal("quantity").orElse(BigDecimal.ZERO));
                amount = amount.add(
                        record.decimal("gross").or(() -> record.decimal("net")).orElse(BigDecimal.ZERO));
            } else if (record.type().role() == Role.TENDER) {
                paid = paid.add(record.decimal("amount").orElse(BigDecimal.ZERO));
            }
        } catch (ProblemException senseless) {
            // its transaction is refused on its own; sums that cannot be made cannot be compared
            unreadable = true;
        }
    }

    void trailer(LegacyRecord trailer) {
        if (whole) {
            compare(trailer, "records", BigDecimal.valueOf(records + (header == null ? 1 : 2)));
            compare(trailer, "body", BigDecimal.valueOf(records));
            compare(trailer, "transactions", BigDecimal.valueOf(transactions));
            if (!unreadable) {
                compare(trailer, "quantity", quantity);
                compare(trailer, "amount", amount);
                compare(trailer, "paid", paid);
            }
        }
        header = null;
        reset();
        closed = true;
    }

    private static void compare(LegacyRecord trailer, String what, BigDecimal counted) {
        var said = trailer.decimal(what);
        if (said.isPresent() && said.get().compareTo(counted) != 0) {
            throw trailer.problem(
                    LegacyProblem.CONTROL_TOTAL_DIFFERS,
                    "says " + what + " " + said.get().toPlainString() + ", there are " + counted.toPlainString());
        }
    }

    void end() {
        if (!any && whole && layout.trailer()) {
            throw new ProblemException(LegacyProblem.TRUNCATED, "The file is empty");
        }
        demandClosed();
    }

    private void demandClosed() {
        if (whole && layout.trailer() && !closed) {
            throw new ProblemException(
                    LegacyProblem.TRUNCATED,
                    "The file ends after " + records + " records and " + transactions
                            + " transactions without its trailer");
        }
    }
}
