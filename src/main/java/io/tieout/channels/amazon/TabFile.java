package io.tieout.channels.amazon;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A tab-separated report without quoting. Columns are known by their names, whatever their order and number; a row that ends
 * early has nothing in its last columns.
 */
record TabFile(String header, Map<String, Integer> columns, List<Row> rows) {

    private static final int ROWS_MAX = 200_000;
    private static final int LINE_LENGTH_MAX = 64 * 1024;

    static TabFile read(InputStream body) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            var header = lines.readLine();
            if (header == null || header.isBlank()) {
                throw new ProblemException(InboxProblem.UNREADABLE, "The report is empty: it has no header");
            }
            header = header.replace("\uFEFF", "");
            var columns = new LinkedHashMap<String, Integer>();
            var names = header.split("\t", -1);
            for (var index = 0; index < names.length; index++) {
                columns.putIfAbsent(names[index].strip().toLowerCase(Locale.ROOT), index);
            }
            var rows = new ArrayList<Row>();
            var number = 1;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.length() > LINE_LENGTH_MAX || rows.size() == ROWS_MAX) {
                    throw new ProblemException(
                            InboxProblem.UNREADABLE, "Row " + number + " is too long, or one of too many");
                }
                if (!line.isBlank()) {
                    rows.add(new Row(columns, line.split("\t", -1), line, number));
                }
            }
            return new TabFile(header, columns, List.copyOf(rows));
        }
    }

    boolean has(Set<String> names) {
        return columns.keySet().containsAll(names);
    }

    /** Columns beyond those that the report's description names. */
    Set<String> beyond(Set<String> known) {
        var beyond = new TreeSet<>(columns.keySet());
        beyond.removeAll(known);
        beyond.remove("");
        return beyond;
    }

    /** One row. @param line as it came, to be handed on */
    record Row(Map<String, Integer> columns, String[] cells, String line, int number) {

        @Nullable
        String cell(String column) {
            var index = columns.get(column);
            if (index == null || index >= cells.length) {
                return null;
            }
            var text = cells[index].strip();
            return text.isEmpty() ? null : text;
        }

        String text(String column) {
            var text = cell(column);
            if (text == null) {
                throw invalid(column, "is empty");
            }
            return text;
        }

        ProblemException invalid(String column, String complaint) {
            var place = "row " + number + ", column " + column;
            return new ProblemException(
                    InboxProblem.FIELD_INVALID,
                    place + " " + complaint,
                    List.of(new ProblemException.Place(place, complaint)));
        }
    }
}
