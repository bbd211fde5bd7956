package io.tieout.mapping.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.MappingProblem;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Mappings as CSV with the header {@code code,value}. */
public final class MappingCsv {

    private static final List<String> HEADER = List.of("code", "value");

    private MappingCsv() {}

    public static String write(MappingTable table, LocalDate on) {
        var entries = new TreeMap<String, String>();
        table.forEach(on, (code, mapped) -> entries.put(code, mapped.value()));
        var text = new StringWriter();
        try (var csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(HEADER);
            entries.forEach((code, value) -> csv.writeRecord(code, value));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    /** @throws ProblemException {@code mapping.entry-invalid} with the line */
    public static SortedMap<String, @Nullable String> read(Reader csv) {
        var entries = new TreeMap<String, @Nullable String>();
        // lines of another length are refused below, with their number
        try (var reader = CsvReader.builder()
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(csv)) {
            var header = true;
            for (var row : reader) {
                if (header) {
                    header = false;
                    if (!row.getFields().equals(HEADER)) {
                        throw refused(row, "The header must be code,value");
                    }
                } else {
                    add(entries, row);
                }
            }
        } catch (CsvParseException malformed) {
            throw new ProblemException(MappingProblem.ENTRY_INVALID, "The file is not CSV", malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return entries;
    }

    private static void add(SortedMap<String, @Nullable String> entries, CsvRecord row) {
        if (row.getFieldCount() != 2) {
            throw refused(row, "Each line has a code and a value");
        }
        var code = row.getField(0);
        if (entries.containsKey(code)) {
            throw refused(row, "The code " + code + " is there twice");
        }
        var value = row.getField(1);
        entries.put(code, value.isEmpty() ? null : value);
    }

    private static ProblemException refused(CsvRecord row, String detail) {
        return new ProblemException(
                MappingProblem.ENTRY_INVALID,
                detail,
                List.of(new ProblemException.Place("line " + row.getStartingLineNumber(), detail)));
    }
}
