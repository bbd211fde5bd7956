package io.tieout.channels.stripepayout;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.tieout.channels.moneyfile.MoneyFileProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.SettlementLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The itemised payout reconciliation report of one payout, read as it streams. The row of the payout itself is no line: it is
 * the deposit. Some reports write it with the sign of the bank, some with that of the balance, so the rows say the direction.
 */
final class PayoutReport implements Iterator<SettlementLine>, AutoCloseable {

    private static final List<String> NEEDED = List.of(
            "balance_transaction_id",
            "automatic_payout_id",
            "created",
            "currency",
            "gross",
            "fee",
            "net",
            "reporting_category");
    private static final List<String> ORDER_COLUMNS =
            List.of("payment_metadata[order_id]", "payment_metadata[external_identifier]");

    private final CsvReader<NamedCsvRecord> reader;
    private final Iterator<NamedCsvRecord> records;
    private final Deque<SettlementLine> ready = new ArrayDeque<>();
    private boolean checked;

    PayoutReport(InputStream bytes) {
        this.reader = CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        this.records = reader.iterator();
    }

    /** What all rows agree on, and the deposit. */
    record Head(
            String payout,
            Currency currency,
            BigDecimal deposit,
            @Nullable LocalDate paidOn) {}

    /** Reads a whole report for its head. */
    Head head() {
        String payout = null;
        String currency = null;
        String paidOn = "";
        var sum = BigDecimal.ZERO;
        BigDecimal stated = null;
        NamedCsvRecord row;
        while ((row = nextRecord()) != null) {
            var id = field(row, "automatic_payout_id");
            var code = field(row, "currency").toUpperCase(Locale.ROOT);
            if (payout != null && !payout.equals(id)) {
                throw new ProblemException(
                        MoneyFileProblem.PAYOUT_SEVERAL,
                        "The report has rows of payout " + payout + " and of "
                                + (id.isEmpty() ? "no payout, such as row " + row.getStartingLineNumber() : id));
            }
            if (currency != null && !currency.equals(code)) {
                throw unreadable(row, "is in " + code + ", others in " + currency);
            }
            payout = id;
            currency = code;
            paidOn = row.findField("automatic_payout_effective_at").orElse("");
            if (isPayout(row)) {
                stated = (stated == null ? BigDecimal.ZERO : stated).add(amount(row, "net"));
            } else {
                sum = sum.add(amount(row, "gross")).subtract(amount(row, "fee"));
            }
        }
        if (payout == null || payout.isBlank() || currency == null || stated == null) {
            throw new ProblemException(
                    MoneyFileProblem.PAYOUT_UNREADABLE, "The report has no row of the payout that it is about");
        }
        try {
            var deposit = sum.signum() < 0 ? stated.abs().negate() : stated.abs();
            return new Head(
                    payout,
                    Currency.getInstance(currency),
                    deposit,
                    paidOn.length() < 10 ? null : LocalDate.parse(paidOn.substring(0, 10)));
        } catch (IllegalArgumentException | DateTimeException invalid) {
            throw new ProblemException(MoneyFileProblem.PAYOUT_UNREADABLE, invalid.getMessage() + "", invalid);
        }
    }

    private static boolean isPayout(NamedCsvRecord row) {
        return field(row, "reporting_category").equals("payout");
    }

    private @Nullable NamedCsvRecord nextRecord() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            var row = records.next();
            if (!checked) {
                checked = true;
                for (var name : NEEDED) {
                    if (row.findField(name).isEmpty()) {
                        throw new ProblemException(
                                MoneyFileProblem.PAYOUT_UNREADABLE, "The report has no column " + name);
                    }
                }
            }
            return row;
        } catch (CsvParseException malformed) {
            throw new ProblemException(MoneyFileProblem.PAYOUT_UNREADABLE, malformed.getMessage() + "", malformed);
        }
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty()) {
            var row = nextRecord();
            if (row == null) {
                return false;
            }
            if (!isPayout(row)) {
                read(row);
            }
        }
        return true;
    }

    private void read(NamedCsvRecord row) {
        var category = field(row, "reporting_category").replace('/', '-');
        var gross = amount(row, "gross");
        var fee = amount(row, "fee");
        if (gross.subtract(fee).compareTo(amount(row, "net")) != 0) {
            throw unreadable(row, "has a net that is not gross less fee");
        }
        if (gross.signum() != 0 || fee.signum() == 0) {
            ready.add(line(row, category + "/amount/none", gross));
        }
        if (fee.signum() != 0) {
            ready.add(line(row, category + "/fee/none", fee.negate()));
        }
    }

    private SettlementLine line(NamedCsvRecord row, String type, BigDecimal amount) {
        var order = ORDER_COLUMNS.stream()
                .map(name -> row.findField(name).orElse(""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
        return new SettlementLine(
                row.getStartingLineNumber(),
                type,
                order,
                null,
                row.findField("charge_id").filter(value -> !value.isBlank()).orElse(null),
                null,
                null,
                amount,
                created(row));
    }

    private static Instant created(NamedCsvRecord row) {
        var text = field(row, "created").strip().replace(' ', 'T');
        try {
            return LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException invalid) {
            throw unreadable(row, "has no date in created");
        }
    }

    private static String field(NamedCsvRecord row, String name) {
        return row.findField(name).orElse("").strip();
    }

    private static BigDecimal amount(NamedCsvRecord row, String name) {
        var text = field(row, name);
        if (!text.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            throw unreadable(row, "has no amount in " + name);
        }
        return new BigDecimal(text);
    }

    private static ProblemException unreadable(NamedCsvRecord row, String what) {
        return new ProblemException(
                MoneyFileProblem.PAYOUT_UNREADABLE, "Row " + row.getStartingLineNumber() + " " + what);
    }

    @Override
    public SettlementLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
