package io.tieout.inventory.internal;

import static io.tieout.inventory.internal.ReservationRows.array;

import io.tieout.inventory.ReceiveTransfer;
import io.tieout.inventory.SendTransfer;
import io.tieout.inventory.Transfer;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of transfers. */
@Repository
public class TransferRows {

    private final JdbcClient jdbc;

    TransferRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @return false where there is one of this reference */
    public boolean insert(SendTransfer command) {
        var expectedAt = command.expectedAt();
        var quantities = List.copyOf(command.quantities().entrySet());
        return jdbc.sql("""
                        with head as (
                            insert into inventory.transfer (reference, from_location, to_location, state, sent_at, expected_at)
                            values (:reference, :from, :to, 'IN_TRANSIT', :sentAt, cast(:expectedAt as timestamptz))
                            on conflict do nothing
                            returning reference)
                        insert into inventory.transfer_line (reference, sku, sent)
                        select h.reference, g.sku, g.sent
                          from head h
                         cross join unnest(cast(:skus as text[]), cast(:sent as numeric[])) as g (sku, sent)""")
                        .param("reference", command.reference())
                        .param("from", command.from().value())
                        .param("to", command.to().value())
                        .param("sentAt", Timestamp.from(command.sentAt()))
                        .param("expectedAt", expectedAt == null ? null : Timestamp.from(expectedAt))
                        .param("skus", array(quantities, one -> one.getKey().value()))
                        .param("sent", array(quantities, one -> one.getValue().toString()))
                        .update()
                > 0;
    }

    public Optional<Transfer> lock(String reference) {
        jdbc.sql("select 1 from inventory.transfer where reference = :reference for update")
                .param("reference", reference)
                .query(Integer.class)
                .optional();
        return find(reference);
    }

    public Optional<Transfer> find(String reference) {
        return withLines(jdbc.sql("select * from inventory.transfer where reference = :reference")
                        .param("reference", reference)
                        .query((row, _) -> transfer(row))
                        .list())
                .stream()
                .findFirst();
    }

    /** Newest first. */
    public List<Transfer> list(Transfer.@Nullable State state, int rowsMax, @Nullable String after) {
        var cursor = after == null ? null : after.split(" ", 2);
        return withLines(jdbc.sql("""
                        select * from inventory.transfer
                         where (cast(:state as text) is null or state = :state)
                           and (cast(:afterAt as timestamptz) is null
                                or (sent_at, reference) < (cast(:afterAt as timestamptz), :afterReference))
                         order by sent_at desc, reference desc limit :rowsMax""")
                .param("state", state == null ? null : state.name())
                .param("afterAt", cursor == null ? null : Timestamp.from(instant(cursor)))
                .param("afterReference", cursor == null ? "" : cursor[1])
                .param("rowsMax", rowsMax)
                .query((row, _) -> transfer(row))
                .list());
    }

    public static String cursor(Transfer transfer) {
        return transfer.sentAt() + " " + transfer.reference();
    }

    private static Instant instant(String[] cursor) {
        try {
            if (cursor.length == 2) {
                return Instant.parse(cursor[0]);
            }
        } catch (DateTimeException notOurs) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor", notOurs);
        }
        throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor");
    }

    /** @return false where this receipt is known */
    public boolean receipt(ReceiveTransfer command, String content) {
        return jdbc.sql("""
                        insert into inventory.transfer_receipt (reference, receipt, content, received_at)
                        values (:reference, :receipt, :content, :at) on conflict do nothing""")
                        .param("reference", command.reference())
                        .param("receipt", command.receipt())
                        .param("content", content)
                        .param("at", Timestamp.from(command.receivedAt()))
                        .update()
                == 1;
    }

    public String content(ReceiveTransfer command) {
        return jdbc.sql("""
                        select content from inventory.transfer_receipt
                         where reference = :reference and receipt = :receipt""")
                .param("reference", command.reference())
                .param("receipt", command.receipt())
                .query(String.class)
                .single();
    }

    public void received(ReceiveTransfer command) {
        var quantities = List.copyOf(command.quantities().entrySet());
        jdbc.sql("""
                        insert into inventory.transfer_line as l (reference, sku, sent, received)
                        select :reference, g.sku, 0, g.received
                          from unnest(cast(:skus as text[]), cast(:received as numeric[])) as g (sku, received)
                        on conflict (reference, sku) do update set received = l.received + excluded.received""")
                .param("reference", command.reference())
                .param("skus", array(quantities, one -> one.getKey().value()))
                .param("received", array(quantities, one -> one.getValue().toString()))
                .update();
    }

    public void giveUp(String reference) {
        jdbc.sql("""
                        update inventory.transfer_line set missing = sent - received
                         where reference = :reference and sent > received""").param("reference", reference).update();
    }

    public void end(String reference, Transfer.State state, Instant at, @Nullable String note) {
        jdbc.sql("""
                        update inventory.transfer set state = :state, ended_at = :at, note = :note
                         where reference = :reference""")
                .param("state", state.name())
                .param("at", Timestamp.from(at))
                .param("note", note)
                .param("reference", reference)
                .update();
    }

    private List<Transfer> withLines(List<Transfer> heads) {
        Map<String, java.util.ArrayList<Transfer.Line>> lines = new HashMap<>();
        jdbc.sql("""
                        select * from inventory.transfer_line where reference = any (cast(:references as text[]))
                         order by reference, sku""").param("references", array(heads, Transfer::reference)).query(row -> {
            lines.computeIfAbsent(row.getString("reference"), _ -> new java.util.ArrayList<>())
                    .add(new Transfer.Line(
                            Sku.of(row.getString("sku")),
                            new Quantity(row.getBigDecimal("sent")),
                            new Quantity(row.getBigDecimal("received")),
                            new Quantity(row.getBigDecimal("missing"))));
        });
        return heads.stream()
                .map(head -> new Transfer(
                        head.reference(),
                        head.from(),
                        head.to(),
                        head.state(),
                        head.sentAt(),
                        head.expectedAt(),
                        head.endedAt(),
                        head.note(),
                        lines.getOrDefault(head.reference(), new java.util.ArrayList<>())))
                .toList();
    }

    private static Transfer transfer(ResultSet row) throws SQLException {
        var expectedAt = row.getTimestamp("expected_at");
        var endedAt = row.getTimestamp("ended_at");
        return new Transfer(
                row.getString("reference"),
                LocationCode.of(row.getString("from_location")),
                LocationCode.of(row.getString("to_location")),
                Transfer.State.valueOf(row.getString("state")),
                row.getTimestamp("sent_at").toInstant(),
                expectedAt == null ? null : expectedAt.toInstant(),
                endedAt == null ? null : endedAt.toInstant(),
                row.getString("note"),
                List.of());
    }
}
