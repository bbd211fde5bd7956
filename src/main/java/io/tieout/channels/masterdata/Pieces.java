package io.tieout.channels.masterdata;

import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import java.time.Instant;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Cuts a file into messages of rows that still know where they stood and when the file was made. */
final class Pieces {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final InboxMessage whole;
    private final Columns columns;
    private final Instant asOf;
    private final Set<String> unknown;
    private final int together;
    private final Consumer<MessageHandler.Part> taker;
    private ObjectNode piece;
    private ArrayNode rows;
    private long firstRow;

    Pieces(
            InboxMessage whole,
            Columns columns,
            Instant asOf,
            Set<String> unknown,
            int together,
            Consumer<MessageHandler.Part> taker) {
        this.whole = whole;
        this.columns = columns;
        this.asOf = asOf;
        this.unknown = unknown;
        this.together = together;
        this.taker = taker;
        this.piece = JSON.createObjectNode();
        this.rows = piece.putArray("rows");
        begin();
    }

    void add(Row row, boolean alone) {
        if (alone) {
            var own = JSON.createObjectNode().put("asOf", asOf.toString());
            write(own.putArray("rows"), row);
            give(row.number(), own, "alone");
            return;
        }
        if (rows.isEmpty()) {
            firstRow = row.number();
        }
        write(rows, row);
        if (rows.size() >= together) {
            end();
        }
    }

    void end() {
        if (!rows.isEmpty()) {
            give(firstRow, piece, String.valueOf(rows.size()));
            begin();
        }
    }

    private void begin() {
        piece = JSON.createObjectNode().put("asOf", asOf.toString());
        if (!unknown.isEmpty()) {
            piece.put(JsonRows.IGNORED, String.join("\n", unknown));
        }
        rows = piece.putArray("rows");
    }

    private void write(ArrayNode to, Row row) {
        var values = to.addObject().put("row", row.number()).putObject("values");
        new TreeMap<>(row.values()).forEach((meaning, value) -> values.put(columns.column(meaning), value));
        if (row.flaw() != null) {
            to.get(to.size() - 1).asObject().put("flaw", row.flaw());
        }
    }

    /** The identity names the file: the same rows in a later file are another message, for they say it anew. */
    private void give(long row, ObjectNode body, String size) {
        taker.accept(new MessageHandler.Part(
                whole.id() + "/" + row + "/" + size, null, null, "application/json", JSON.writeValueAsBytes(body)));
    }
}
