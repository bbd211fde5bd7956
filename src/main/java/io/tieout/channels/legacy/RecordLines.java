package io.tieout.channels.legacy;

import io.tieout.kernel.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file's records as they are written: a line each, or, in CSV, more where a quoted text has line ends in it. */
final class RecordLines implements AutoCloseable {

    private static final int LENGTH_MAX = 200_000;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final BufferedReader reader;
    private final Layout layout;
    private long line;
    private long begins;
    private boolean begun;

    RecordLines(InputStream in, Layout layout) {
        this.layout = layout;
        this.reader = new BufferedReader(new InputStreamReader(
                in,
                layout.charset()
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** In which line the record that was read last begins, from 1. */
    long begins() {
        return begins;
    }

    /** The next record that is not blank, without its line end; null at the end. */
    @Nullable
    String next() {
        try {
            for (var text = read(); text != null; text = read()) {
                if (!text.isBlank()) {
                    return text;
                }
            }
            return null;
        } catch (CharacterCodingException wrong) {
            throw new ProblemException(
                    LegacyProblem.CHARSET_WRONG,
                    "After line " + line + " there are bytes that " + layout.charset() + " does not have",
                    wrong);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private @Nullable String read() throws IOException {
        begins = ++line;
        var text = new StringBuilder();
        var quoted = false;
        var any = false;
        for (var next = reader.read(); next >= 0; next = reader.read()) {
            any = true;
            var character = (char) next;
            if (layout.format() == Layout.Format.CSV && character == layout.quote()) {
                quoted = !quoted;
            }
            if (character == '\n' && !quoted) {
                break;
            }
            line += character == '\n' ? 1 : 0;
            if (text.length() == LENGTH_MAX) {
                throw new ProblemException(
                        LegacyProblem.TOO_LARGE,
                        "The record in line " + begins + " has more than " + LENGTH_MAX + " characters");
            }
            if (begun || character != BYTE_ORDER_MARK) {
                text.append(character);
            }
            begun = true;
        }
        if (!any) {
            return null;
        }
        if (quoted) {
            throw new ProblemException(
                    LegacyProblem.TRUNCATED, "The text that is quoted from line " + begins + " on has no end");
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) == '\r') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    /** A CSV record's columns; none of a fixed-width one. */
    List<String> columns(String raw) {
        if (layout.format() == Layout.Format.FIXED) {
            return List.of();
        }
        var columns = new ArrayList<String>();
        var column = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < raw.length(); at++) {
            var character = raw.charAt(at);
            if (character == layout.quote()) {
                if (quoted && at + 1 < raw.length() && raw.charAt(at + 1) == layout.quote()) {
                    column.append(character);
                    at++;
                } else {
                    quoted = !quoted;
                }
            } else if (character == layout.delimiter() && !quoted) {
                columns.add(column.toString());
                column.setLength(0);
            } else {
                column.append(character);
            }
        }
        columns.add(column.toString());
        return columns;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
