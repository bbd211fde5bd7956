package io.tieout.channels.masterdata;

import io.tieout.inbox.InboxProblem;
import io.tieout.kernel.ProblemException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A file of rows, read as it streams: JSON or CSV, told apart by the first character. */
abstract sealed class RowFile implements AutoCloseable permits JsonRows, CsvRows {

    private static final int BOM_LENGTH = 3;
    private static final int LOOK_MAX = 4096;

    /** The next row; empty at the end. @throws ProblemException where the file breaks off or is none of the two */
    abstract Optional<Row> next() throws IOException;

    /** As the file itself says of all its rows; null where it does not. Known once the first row was read. */
    @Nullable
    Instant asOf() {
        return null;
    }

    /** Columns that mean nothing here. Complete once all rows were read. */
    abstract Set<String> unknownColumns();

    @Override
    public abstract void close() throws IOException;

    static RowFile open(InputStream bytes, Columns columns) throws IOException {
        var in = new BufferedInputStream(bytes, LOOK_MAX * 2);
        in.mark(LOOK_MAX);
        var bom = in.readNBytes(BOM_LENGTH);
        if (!(bom.length == BOM_LENGTH
                && (bom[0] & 0xff) == 0xef
                && (bom[1] & 0xff) == 0xbb
                && (bom[2] & 0xff) == 0xbf)) {
            in.reset();
        }
        in.mark(LOOK_MAX);
        var first = in.read();
        for (var looked = 1; first >= 0 && Character.isWhitespace(first) && looked < LOOK_MAX; looked++) {
            first = in.read();
        }
        in.reset();
        if (first < 0) {
            throw new ProblemException(InboxProblem.UNREADABLE, "The file is empty");
        }
        return first == '{' || first == '[' ? new JsonRows(in, columns) : new CsvRows(in, columns);
    }
}
