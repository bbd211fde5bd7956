package io.tieout.reconciliation.internal;

import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.ReconciliationProblem;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.SettlementLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Repository;

/**
 * A settlement's rows on their way in: copied into a temporary table of the running transaction as they are read, so that a
 * file of any length needs a few buffers of memory, and matched there before they are written once to where they stay.
 */
@Repository
public class StagedLines {

    private static final String COPY = """
            copy st_line (seq, position, row_number, part, type, class, side, reference, item_reference,
                shipment_reference, sku, quantity, amount, posted_at, business_date, known) from stdin""";
    private static final int BUFFER_CHARS = 1024 * 1024;
    private static final int CANDIDATES_MAX = 3;
    private static final int DIGITS_MAX = 30;

    private final JdbcClient jdbc;
    private final DataSource dataSource;

    StagedLines(JdbcClient jdbc, DataSource dataSource) {
        this.jdbc = jdbc;
        this.dataSource = dataSource;
    }

    /** What was staged. @param contentHash over what the rows say, not over the bytes they came in */
    record Staged(Footing footing, String contentHash) {}

    /** Makes the empty temporary tables, in place of those of an earlier settlement of the same transaction. */
    void open() {
        for (var statement : List.of(
                "set local jit = off",
                "set local work_mem = '64MB'",
                "drop table if exists pg_temp.st_line, pg_temp.st_match, pg_temp.st_claim, pg_temp.st_expected",
                """
                create temporary table st_line (seq bigint not null, settlement_id uuid, position bigint not null,
                    row_number bigint not null, part smallint not null, type text not null, class text not null, side char(1),
                    reference text, item_reference text, shipment_reference text, sku text, quantity numeric,
                    amount numeric not null, posted_at timestamptz not null, business_date date not null,
                    known boolean not null) on commit drop""",
                """
                create temporary table st_match (seq bigint primary key, outcome text not null, rule text,
                    evidence text[] not null, difference numeric) on commit drop""",
                """
                create temporary table st_claim (expected_id bigint primary key, seq bigint not null, rule text not null)
                    on commit drop""")) {
            jdbc.sql(statement).update();
        }
    }

    Staged copy(SettlementFile file, Iterator<SettlementLine> lines, LineTypeRegistry types) {
        open();
        try {
            return write(file, lines, types);
        } catch (SQLException failure) {
            throw new IllegalStateException("The settlement's rows could not be stored", failure);
        }
    }

    private Staged write(SettlementFile file, Iterator<SettlementLine> lines, LineTypeRegistry types)
            throws SQLException {
        var footing = new Footing();
        var digest = sha256();
        digest.update(
                (file.kind() + "\t" + file.externalId() + "\t" + file.deposit()).getBytes(StandardCharsets.UTF_8));
        var text = new StringBuilder(BUFFER_CHARS + 4096);
        var rules = file.zone().getRules();
        var position = 0L;
        var row = 0L;
        var part = 0;
        var line = new CopyText(text);
        while (lines.hasNext()) {
            var next = lines.next();
            if (next.amount().precision() > DIGITS_MAX || Math.abs(next.amount().scale()) > DIGITS_MAX) {
                throw new ProblemException(
                        ReconciliationProblem.LINE_UNREADABLE,
                        "Row " + next.row() + ": an amount has at most " + DIGITS_MAX + " digits");
            }
            var meaning = types.resolve(next.type());
            footing.add(next.type(), meaning, next.amount());
            part = next.row() == row ? part + 1 : 0;
            row = next.row();
            position++;
            line.number(position).number(position).number(row).number(part);
            line.text(next.type()).text(meaning.economicClass());
            line.text(
                    meaning.side() == null
                            ? null
                            : String.valueOf(meaning.side().code()));
            line.text(meaning.reference() == LineType.Reference.ORDER ? next.reference() : null);
            line.text(next.itemReference());
            line.text(shipment(next, meaning))
                    .text(next.sku())
                    .decimal(next.quantity())
                    .decimal(next.amount());
            line.text(next.postedAt().toString());
            var offset = rules.getOffset(next.postedAt());
            line.text(LocalDate.ofEpochDay(
                            Math.floorDiv(next.postedAt().getEpochSecond() + offset.getTotalSeconds(), 86_400L))
                    .toString());
            line.last(meaning.known());
            hash(digest, next);
            if (text.length() >= BUFFER_CHARS) {
                flush(text);
            }
        }
        flush(text);
        return new Staged(footing, HexFormat.of().formatHex(digest.digest()));
    }

    private static @Nullable String shipment(SettlementLine line, LineType meaning) {
        return meaning.reference() == LineType.Reference.SHIPMENT && line.shipmentReference() == null
                ? line.reference()
                : line.shipmentReference();
    }

    private static void hash(MessageDigest digest, SettlementLine line) {
        var content = line.type()
                + '\t'
                + line.reference()
                + '\t'
                + line.itemReference()
                + '\t'
                + line.shipmentReference()
                + '\t'
                + line.sku()
                + '\t'
                + plain(line.quantity())
                + '\t'
                + plain(line.amount())
                + '\t'
                + line.postedAt()
                + '\n';
        digest.update(content.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : value.stripTrailingZeros().toPlainString();
    }

    /**
     * A whole COPY at a time: the rows come out of the same connection, since the raw message is stored in chunks, and a
     * connection that is within a COPY answers nothing else.
     */
    private void flush(StringBuilder text) throws SQLException {
        var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        text.setLength(0);
        var connection = DataSourceUtils.getConnection(dataSource);
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new ByteArrayInputStream(bytes));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** What a difference looks like: a reserve, a row too few or too many, a whole class. Helps a person to see the cause. */
    List<String> candidates(BigDecimal difference) {
        var found = new ArrayList<String>();
        jdbc.sql("""
                        select class from st_line group by class having sum(amount) in (:difference, -:difference)
                        order by class limit :most
                        """)
                .param("difference", difference)
                .param("most", CANDIDATES_MAX)
                .query(String.class)
                .list()
                .forEach(name -> found.add("it equals the sum of all " + name + " rows"));
        jdbc.sql("""
                        select row_number from st_line where amount in (:difference, -:difference)
                        order by row_number limit :most
                        """)
                .param("difference", difference)
                .param("most", CANDIDATES_MAX)
                .query(Long.class)
                .list()
                .forEach(number ->
                        found.add("it equals row " + number + ", which may be doubled or have lost its twin"));
        return found;
    }

    /** Fills the table with these orders' rows that found no match when they came. */
    long openOnes(String connection, List<String> references, String currency) {
        open();
        return jdbc.sql("""
                        insert into st_line
                        select row_number() over (order by s.taken_at, l.position), l.settlement_id, l.position,
                            l.row_number, l.part, l.type, coalesce(l.registered_class, l.class), l.side, l.reference,
                            l.item_reference, l.shipment_reference, l.sku, l.quantity, l.amount, l.posted_at,
                            l.business_date, true
                        from reconciliation.settlement_line l join reconciliation.settlement s on s.id = l.settlement_id
                        where l.reference = any (:references::text[]) and s.connection = :connection and s.currency = :currency and s.active
                            and l.side is not null and l.outcome in ('UNEXPECTED', 'AMOUNT_MISMATCH')
                        """)
                .param("references", references.toArray(String[]::new))
                .param("connection", connection)
                .param("currency", currency)
                .update();
    }

    /** Where a line of COPY text is made; see PostgreSQL's manual on the text format. */
    private record CopyText(StringBuilder text) {

        CopyText number(long value) {
            text.append(value).append('\t');
            return this;
        }

        CopyText decimal(@Nullable BigDecimal value) {
            text.append(value == null ? "\\N" : value.toPlainString()).append('\t');
            return this;
        }

        CopyText text(@Nullable String value) {
            if (value == null) {
                text.append("\\N\t");
                return this;
            }
            for (var index = 0; index < value.length(); index++) {
                var character = value.charAt(index);
                switch (character) {
                    case '\\' -> text.append("\\\\");
                    case '\t' -> text.append("\\t");
                    case '\n' -> text.append("\\n");
                    case '\r' -> text.append("\\r");
                    case '\0' -> text.append('\uFFFD'); // PostgreSQL stores no NUL
                    default -> text.append(character);
                }
            }
            text.append('\t');
            return this;
        }

        void last(boolean value) {
            text.append(value ? "t\n" : "f\n");
        }
    }
}
