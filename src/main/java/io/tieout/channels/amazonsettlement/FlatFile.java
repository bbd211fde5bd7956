package io.tieout.channels.amazonsettlement;

import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.ReconciliationProblem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tab-separated file without quoting, read row by row. Columns are known by their names, for their number varies. */
final class FlatFile {

    private static final int LINE_LENGTH_MAX = 16 * 1024;
    private static final int COLUMNS_MAX = 200;

    private final BufferedReader reader;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private long number;

    FlatFile(InputStream bytes) throws IOException {
        reader = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), 64 * 1024);
        if (next()) {
            for (var index = 0; index < cells.size(); index++) {
                var name = cells.get(index).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
                columns.putIfAbsent(name, index);
            }
        }
    }

    /** Goes to the next row that is not blank. */
    boolean next() throws IOException {
        while (readLine()) {
            if (!line.isEmpty()) {
                split();
                if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean readLine() throws IOException {
        line.setLength(0);
        var read = reader.read();
        if (read < 0) {
            return false;
        }
        number++;
        while (read >= 0 && read != '\n') {
            if (line.length() == LINE_LENGTH_MAX) {
                throw new ProblemException(
                        ReconciliationProblem.LINE_UNREADABLE,
                        "Row " + number + " is longer than " + LINE_LENGTH_MAX + " characters");
            }
            if (read != '\r') {
                line.append((char) read);
            }
            read = reader.read();
        }
        return true;
    }

    private void split() {
        cells.clear();
        var start = 0;
        for (var index = 0; index <= line.length() && cells.size() < COLUMNS_MAX; index++) {
            if (index == line.length() || line.charAt(index) == '\t') {
                cells.add(line.substring(start, index).strip());
                start = index + 1;
            }
        }
    }

    /** The row's number in the file, from 1; the header is 1. */
    long number() {
        return number;
    }

    boolean hasColumn(String name) {
        return columns.containsKey(name);
    }

    /** Where a column is; -1 where there is none. */
    int column(String name) {
        return columns.getOrDefault(name, -1);
    }

    boolean hasCell(int column) {
        return column < cells.size();
    }

    /** What stands in the column; null where it is blank or the row ends before it. */
    @Nullable
    String cell(int column) {
        if (column < 0 || column >= cells.size()) {
            return null;
        }
        var value = cells.get(column);
        return value.isEmpty() ? null : value;
    }

    @Nullable
    String cell(String name) {
        return cell(column(name));
    }
}
