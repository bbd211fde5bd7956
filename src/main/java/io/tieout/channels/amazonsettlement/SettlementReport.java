package io.tieout.channels.amazonsettlement;

import io.tieout.channels.Connection;
import io.tieout.channels.moneyfile.MoneyFileProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.ReconciliationProblem;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.SettlementLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Currency;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** One settlement report, read as it streams: the head at once, the rows one by one. */
final class SettlementReport implements Iterator<SettlementLine> {

    private final FlatFile file;
    private final RowReader rows;
    private final Deque<SettlementLine> ready = new ArrayDeque<>();
    private final String settlementId;
    private final String currencyCode;
    private final Locality locality;
    private final Money total;
    private final Instant start;
    private final Instant end;
    private final Instant depositAt;
    private final int idColumn;
    private final int currencyColumn;
    private final int totalColumn;

    private SettlementReport(FlatFile file, RowReader rows) throws IOException {
        this.file = file;
        this.rows = rows;
        if (!file.next()) {
            throw new ProblemException(ReconciliationProblem.EMPTY, "The file has column names and no row");
        }
        this.idColumn = file.column("settlement-id");
        this.currencyColumn = file.column("currency");
        this.totalColumn = file.column("total-amount");
        this.settlementId = needed("settlement-id");
        this.currencyCode = needed("currency");
        var totalText = needed("total-amount");
        var endText = needed("settlement-end-date");
        this.locality = Locality.of(totalText, endText);
        this.total = new Money(locality.amount(totalText, file.number()), currency(currencyCode));
        this.start = locality.time(needed("settlement-start-date"), file.number());
        this.end = locality.time(endText, file.number());
        var deposit = file.cell("deposit-date");
        this.depositAt = deposit == null ? end : locality.time(deposit, file.number());
    }

    static SettlementReport open(InputStream bytes) throws IOException {
        var file = new FlatFile(bytes);
        if (!file.hasColumn("settlement-id") || !file.hasColumn("total-amount")) {
            throw unknown();
        }
        if (file.hasColumn("amount-type") && file.hasColumn("amount-description") && file.hasColumn("amount")) {
            return new SettlementReport(file, new RowReader.V2(file));
        }
        if (file.hasColumn("price-type") && file.hasColumn("item-related-fee-type")) {
            return new SettlementReport(file, new RowReader.V1(file));
        }
        throw unknown();
    }

    private static ProblemException unknown() {
        return new ProblemException(
                MoneyFileProblem.SETTLEMENT_FORMAT_UNKNOWN,
                "The first row does not name the columns of a settlement report");
    }

    String settlementId() {
        return settlementId;
    }

    SettlementFile head(Connection connection, MessageId message) {
        return new SettlementFile(
                connection.code(),
                connection.entity(),
                rows.kind(),
                settlementId,
                start,
                end,
                LocalDate.ofInstant(depositAt, connection.zone()),
                total,
                connection.zone(),
                message);
    }

    private String needed(String column) {
        var value = file.cell(column);
        if (value == null) {
            throw new ProblemException(ReconciliationProblem.TRUNCATED, "Row " + file.number() + " has no " + column);
        }
        return value;
    }

    private static Currency currency(String code) {
        try {
            return Currency.getInstance(code);
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    ReconciliationProblem.LINE_UNREADABLE, "There is no currency \"" + code + "\"", unknown);
        }
    }

    @Override
    public boolean hasNext() {
        try {
            while (ready.isEmpty()) {
                if (!file.next()) {
                    return false;
                }
                check();
                rows.read(locality, end, ready);
            }
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** All rows belong to the one settlement that the head announces. */
    private void check() {
        var id = file.cell(idColumn);
        var currency = file.cell(currencyColumn);
        if (!settlementId.equals(id) || file.cell(totalColumn) != null) {
            throw new ProblemException(
                    ReconciliationProblem.LINE_UNREADABLE,
                    "Row " + file.number() + " belongs to settlement " + id + ", the file is of " + settlementId);
        }
        if (currency != null && !currency.equals(currencyCode)) {
            throw new ProblemException(
                    ReconciliationProblem.LINE_UNREADABLE,
                    "Row " + file.number() + " is in " + currency + ", the settlement in " + currencyCode);
        }
    }

    @Override
    public SettlementLine next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return ready.remove();
    }
}
