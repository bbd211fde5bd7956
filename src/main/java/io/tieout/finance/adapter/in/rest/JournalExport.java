package io.tieout.finance.adapter.in.rest;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.tieout.finance.Journal;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The forms in which journals leave as a file: one row per line, one JSON document per line, or an hledger journal. */
enum JournalExport {
    CSV("text/csv;charset=UTF-8", "csv"),
    JSON("application/x-ndjson", "ndjson"),
    HLEDGER("text/plain;charset=UTF-8", "journal");

    private final String contentType;
    private final String suffix;

    JournalExport(String contentType, String suffix) {
        this.contentType = contentType;
        this.suffix = suffix;
    }

    static JournalExport ofName(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    String contentType() {
        return contentType;
    }

    String suffix() {
        return suffix;
    }

    /** Writes one journal after the other; nothing is kept. */
    static final class Lines implements AutoCloseable {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        private final JournalExport form;
        private final BufferedWriter out;
        private final @Nullable CsvWriter csv;

        Lines(OutputStream stream, JournalExport form) {
            this.form = form;
            this.out = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
            this.csv = form == CSV ? CsvWriter.builder().build(out) : null;
            if (csv != null) {
                csv.writeRecord(
                        "number",
                        "id",
                        "entity",
                        "posted_on",
                        "business_date",
                        "period",
                        "event",
                        "subject",
                        "document",
                        "message",
                        "row",
                        "reverses",
                        "line",
                        "account",
                        "key",
                        "debit",
                        "credit",
                        "currency",
                        "channel",
                        "store",
                        "region",
                        "tax_code",
                        "reference");
            }
        }

        void add(Journal journal) {
            try {
                switch (form) {
                    case CSV -> addCsv(journal, Objects.requireNonNull(csv));
                    case JSON -> {
                        out.write(MAPPER.writeValueAsString(JournalJson.from(journal)));
                        out.newLine();
                    }
                    case HLEDGER -> addHledger(journal);
                }
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        }

        private static void addCsv(Journal journal, CsvWriter csv) {
            for (var line : journal.lines()) {
                var dimensions = line.dimensions();
                csv.writeRecord(
                        text(journal.number()),
                        text(journal.id()),
                        text(journal.entity()),
                        text(journal.postedOn()),
                        text(journal.businessDate()),
                        text(journal.period()),
                        harmless(journal.event()),
                        harmless(journal.subject()),
                        text(journal.document()),
                        text(journal.message()),
                        text(journal.sourceRow()),
                        text(journal.reverses()),
                        Integer.toString(line.number()),
                        harmless(line.account()),
                        harmless(line.key()),
                        line.debit().toPlainString(),
                        line.credit().toPlainString(),
                        line.currency().getCurrencyCode(),
                        harmless(dimensions.channel()),
                        harmless(dimensions.store()),
                        harmless(dimensions.region()),
                        harmless(dimensions.taxCode()),
                        harmless(dimensions.reference()));
            }
        }

        /** Comments must not hold line breaks, and two blanks would end an account's name. */
        private void addHledger(Journal journal) throws IOException {
            out.write(journal.postedOn() + " (" + journal.number() + ") " + oneLine(journal.event()) + " | "
                    + oneLine(journal.subject().value()) + "  ; id:" + journal.id() + ", business-date:"
                    + journal.businessDate());
            out.newLine();
            for (var line : journal.lines()) {
                var amount = line.debit().subtract(line.credit()).toPlainString();
                out.write("    " + journal.entity() + ":" + line.account() + ":" + oneLine(line.key()) + "  " + amount
                        + " " + line.currency().getCurrencyCode());
                var channel = line.dimensions().channel();
                if (channel != null) {
                    out.write("  ; channel:" + oneLine(channel));
                }
                out.newLine();
            }
            out.newLine();
        }

        /** A spreadsheet must not take a partner's text for a formula; who wants it untouched takes the JSON form. */
        private static String harmless(@Nullable Object value) {
            var text = text(value);
            return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
        }

        private static String text(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        private static String oneLine(String text) {
            return text.replaceAll("\\s+", " ").replace(';', ',').replace('|', '/');
        }

        @Override
        public void close() throws IOException {
            if (csv != null) {
                csv.flush();
            }
            out.flush();
        }
    }
}
