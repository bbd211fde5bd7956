package io.tieout.finance.internal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows in PostgreSQL's text format of COPY. */
final class CopyText {

    private final StringBuilder rows = new StringBuilder(1 << 16);
    private boolean rowStarted;

    CopyText uuid(@Nullable UUID value) {
        return value == null ? nothing() : plain(value.toString());
    }

    CopyText number(long value) {
        separate();
        rows.append(value);
        return this;
    }

    CopyText number(@Nullable Long value) {
        return value == null ? nothing() : number(value.longValue());
    }

    CopyText amount(BigDecimal value) {
        return plain(value.toPlainString());
    }

    CopyText date(LocalDate value) {
        return plain(value.toString());
    }

    CopyText text(@Nullable String value) {
        if (value == null) {
            return nothing();
        }
        separate();
        for (var index = 0; index < value.length(); index++) {
            var character = value.charAt(index);
            switch (character) {
                case '\\' -> rows.append("\\\\");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                case '\t' -> rows.append("\\t");
                default -> rows.append(character);
            }
        }
        return this;
    }

    void endRow() {
        rows.append('\n');
        rowStarted = false;
    }

    byte[] bytes() {
        return rows.toString().getBytes(StandardCharsets.UTF_8);
    }

    private CopyText nothing() {
        return plain("\\N");
    }

    private CopyText plain(String value) {
        separate();
        rows.append(value);
        return this;
    }

    private void separate() {
        if (rowStarted) {
            rows.append('\t');
        }
        rowStarted = true;
    }
}
