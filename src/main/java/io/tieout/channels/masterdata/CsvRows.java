package io.tieout.channels.masterdata;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A CSV file with a header; comma, semicolon, tab or bar between, as the header has it. An empty cell says nothing. */
final class CsvRows extends RowFile {

    private static final int HEADER_LENGTH_MAX = 32_768;
    private static final String BETWEEN = ";,\t|";

    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;
    private final List<Optional<String>> meanings;
    private final Set<String> unknown;
    private long number = 1;

    CsvRows(InputStream bytes, Columns columns) throws IOException {
        var decoder = columns.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        var text = new BufferedReader(new InputStreamReader(bytes, decoder), HEADER_LENGTH_MAX);
        reader = CsvReader.builder()
                .fieldSeparator(delimiter(text))
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE) // such a row is its own trouble, not the file's
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text);
        records = reader.iterator();
        var header = read().orElseThrow(() -> new ProblemException(InboxProblem.UNREADABLE, "The file has no header"));
        meanings = header.getFields().stream().map(columns::meaning).toList();
        unknown = header.getFields().stream()
                .filter(column -> columns.meaning(column).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        if (meanings.stream().allMatch(Optional::isEmpty)) {
            throw new ProblemException(
                    InboxProblem.UNREADABLE, "None of the header's columns is known: " + String.join(", ", unknown));
        }
    }

    private static char delimiter(BufferedReader text) throws IOException {
        text.mark(HEADER_LENGTH_MAX);
        var counts = new int[BETWEEN.length()];
        for (int character = text.read(), read = 1;
                character >= 0 && character != '\n' && character != '\r' && read < HEADER_LENGTH_MAX;
                character = text.read(), read++) {
            var at = BETWEEN.indexOf(character);
            if (at >= 0) {
                counts[at]++;
            }
        }
        text.reset();
        var best = 0;
        for (var at = 1; at < counts.length; at++) {
            best = counts[at] > counts[best] ? at : best;
        }
        return BETWEEN.charAt(best);
    }

    @Override
    Optional<Row> next() {
        var found = read();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        number++;
        var fields = found.get().getFields();
        Map<String, String> values = new HashMap<>();
        for (var at = 0; at < Math.min(fields.size(), meanings.size()); at++) {
            var value = fields.get(at).strip();
            if (!value.isEmpty()) {
                meanings.get(at).ifPresent(name -> values.put(name, value));
            }
        }
        var row = new Row(number, values, null);
        return Optional.of(
                fields.size() == meanings.size()
                        ? row
                        : row.flawed("has " + fields.size() + " cells where the header has " + meanings.size()));
    }

    private Optional<CsvRecord> read() {
        try {
            return records.hasNext() ? Optional.of(records.next()) : Optional.empty();
        } catch (CsvParseException | UncheckedIOException broken) {
            throw new ProblemException(
                    InboxProblem.UNREADABLE,
                    "The file cannot be read behind row " + number + ": " + broken.getMessage(),
                    broken);
        }
    }

    @Override
    Set<String> unknownColumns() {
        return unknown;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
