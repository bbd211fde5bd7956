package io.tieout.channels.legacy;

import io.tieout.channels.legacy.Layout.RecordType;
import io.tieout.channels.legacy.Layout.Role;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file read transaction by transaction, never whole; its trailers are checked as they come. */
final class LegacyFile implements AutoCloseable {

    private static final int RECORDS_MAX = 50_000;
    private static final Map<String, Integer> NO_NAMES = Map.of();

    private final Layout layout;
    private final RecordLines lines;
    private final ControlTotals totals;
    private Map<String, Integer> names = NO_NAMES;
    private @Nullable String columnNames;
    private @Nullable LegacyRecord header;
    private List<LegacyRecord> open = new ArrayList<>();
    private @Nullable ProblemException problem;
    private boolean begun;

    /** @param whole whether it is the file as it came, whose trailers must be there, and not a part cut from it */
    LegacyFile(InputStream in, Layout layout, boolean whole) {
        this.layout = layout;
        this.lines = new RecordLines(in, layout);
        this.totals = new ControlTotals(layout, whole);
    }

    /** The next transaction, or empty at the end; then the whole file was found to agree with its trailers. */
    Optional<LegacyTransaction> next() {
        if (!begun) {
            begin();
        }
        for (var record = record(); record != null; record = record()) {
            switch (record.type().role()) {
                case IGNORE -> totals.add(record);
                case HEADER -> {
                    var done = take();
                    totals.header(record);
                    header = record;
                    if (done.isPresent()) {
                        return done;
                    }
                }
                case TRAILER -> {
                    var done = take();
                    totals.trailer(record);
                    if (done.isPresent()) {
                        return done;
                    }
                }
                case TRANSACTION, LINE, TENDER -> {
                    if (begins(record)) {
                        var done = take();
                        add(record);
                        totals.transaction();
                        if (done.isPresent()) {
                            return done;
                        }
                    } else {
                        add(record);
                    }
                }
            }
        }
        var last = take();
        if (last.isEmpty()) {
            totals.end();
        }
        return last;
    }

    private void begin() {
        begun = true;
        if (layout.headerRow()) {
            columnNames = lines.next();
            if (columnNames == null) {
                return;
            }
            var all = lines.columns(columnNames);
            names = new HashMap<>();
            for (var index = 0; index < all.size(); index++) {
                names.putIfAbsent(all.get(index).strip(), index);
            }
        }
    }

    private @Nullable LegacyRecord record() {
        var raw = lines.next();
        if (raw == null) {
            return null;
        }
        if (layout.recordLength() > 0 && raw.length() > layout.recordLength()) {
            throw new ProblemException(
                    LegacyProblem.FIELD_INVALID,
                    "The record in line " + lines.begins() + " has " + raw.length() + " characters, not "
                            + layout.recordLength());
        }
        var columns = lines.columns(raw);
        var place = layout.type();
        var code = place == null ? Layout.ONLY : LegacyRecord.at(place, raw, columns, names);
        var type = layout.records().get(code == null ? "" : code);
        var record = new LegacyRecord(
                layout,
                type == null ? new RecordType(Role.IGNORE, Map.of()) : type,
                lines.begins(),
                raw,
                columns,
                names);
        if (type == null) {
            unknown(record, code);
        }
        return record;
    }

    /** What is unknown may carry money: its transaction is not booked without it. */
    private void unknown(LegacyRecord record, @Nullable String code) {
        var unknown = record.problem(LegacyProblem.RECORD_UNKNOWN, "is of the type " + code);
        if (open.isEmpty()) {
            throw unknown;
        }
        problem = problem == null ? unknown : problem;
        open.add(record);
    }

    private boolean begins(LegacyRecord record) {
        if (record.type().role() == Role.TRANSACTION || open.isEmpty()) {
            return true;
        }
        // a file without records that begin a transaction says the number in each line
        return record.type().field("number").isPresent() && !number(record).equals(number(open.getFirst()));
    }

    private static List<Optional<String>> number(LegacyRecord record) {
        return List.of(record.text("store"), record.text("till"), record.text("number"), record.text("businessDate"));
    }

    private void add(LegacyRecord record) {
        if (open.isEmpty()
                && record.type().role() != Role.TRANSACTION
                && record.type().field("number").isEmpty()) {
            throw record.problem(LegacyProblem.RECORD_MISPLACED, "belongs to no transaction");
        }
        if (open.size() == RECORDS_MAX) {
            throw record.problem(LegacyProblem.TOO_LARGE, "is one more than the " + RECORDS_MAX + " of a transaction");
        }
        open.add(record);
        totals.add(record);
    }

    private Optional<LegacyTransaction> take() {
        if (open.isEmpty()) {
            return Optional.empty();
        }
        var done = new LegacyTransaction(columnNames, header, open, problem);
        open = new ArrayList<>();
        problem = null;
        return Optional.of(done);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
