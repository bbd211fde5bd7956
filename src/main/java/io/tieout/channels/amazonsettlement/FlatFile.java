package io.tieout.channels.amazonsettlement;

import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.ReconciliationProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tab-separated file without quoting, read row by row. Columns are known by their names, for their number varies. */
final class FlatFile {

    private static final int LINE_LENGTH_MAX = 16 * 1024;
    private static final int COLUMNS_MAX = 200;
    private static final int BUFFER_CHARS = 32 * 1024;

    private final Reader reader;
    private final char[] buffer = new char[BUFFER_CHARS];
    private final Map<String, Integer> columns = new HashMap<>();
    private final StringBuilder line = new StringBuilder();
    /** Where each cell of the line ends; only cells that somebody asks for are cut out. */
    private final int[] ends = new int[COLUMNS_MAX];

    private int count;
    private int bufferAt;
    private int bufferEnd;
    private long number;

    FlatFile(InputStream bytes) throws IOException {
        reader = new InputStreamReader(bytes, StandardCharsets.UTF_8);
        if (next()) {
            for (var index = 0; index < count; index++) {
                var name = text(index).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
                columns.putIfAbsent(name, index);
            }
        }
    }

    /** Goes to the next row that is not blank. */
    boolean next() throws IOException {
        while (readLine()) {
            if (!isBlank()) {
                split();
                return true;
            }
        }
        return false;
    }

    private boolean isBlank() {
        for (var index = 0; index < line.length(); index++) {
            if (!Character.isWhitespace(line.charAt(index))) {
                return false;
            }
        }
        return true;
    }

    private boolean readLine() throws IOException {
        line.setLength(0);
        if (bufferAt == bufferEnd && !fill()) {
            return false;
        }
        number++;
        do {
            var end = bufferAt;
            while (end < bufferEnd && buffer[end] != '\n') {
                end++;
            }
            take(end);
            if (end < bufferEnd) {
                bufferAt = end + 1;
                return true;
            }
            bufferAt = end;
        } while (fill());
        return true;
    }

    private void take(int end) {
        for (var index = bufferAt; index < end; index++) {
            if (buffer[index] != '\r') {
                line.append(buffer[index]);
            }
        }
        if (line.length() > LINE_LENGTH_MAX) {
            throw new ProblemException(
                    ReconciliationProblem.LINE_UNREADABLE,
                    "Row " + number + " is longer than " + LINE_LENGTH_MAX + " characters");
        }
    }

    private boolean fill() throws IOException {
        bufferAt = 0;
        bufferEnd = Math.max(0, reader.read(buffer, 0, buffer.length));
        return bufferEnd > 0;
    }

    private void split() {
        count = 0;
        for (var index = 0; index <= line.length() && count < COLUMNS_MAX; index++) {
            if (index == line.length() || line.charAt(index) == '\t') {
                ends[count++] = index;
            }
        }
    }

    private String text(int column) {
        return line.substring(column == 0 ? 0 : ends[column - 1] + 1, ends[column])
                .strip();
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
        return column < count;
    }

    /** What stands in the column; null where it is blank or the row ends before it. */
    @Nullable
    String cell(int column) {
        if (column < 0 || column >= count) {
            return null;
        }
        var value = text(column);
        return value.isEmpty() ? null : value;
    }

    @Nullable
    String cell(String name) {
        return cell(column(name));
    }
}
