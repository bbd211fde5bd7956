package io.tieout.inventory.internal;

import io.tieout.inventory.ReserveStock;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * The tables of reservations. Rows are always locked in the order header, lines by reference, positions by SKU and location,
 * so callers wait for each other but never in a circle.
 */
@Repository
public class ReservationRows {

    private final JdbcClient jdbc;

    ReservationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One wanted position of a request: what was there before, and the change where it was taken. */
    public record Taken(
            Sku sku,
            LocationCode location,
            Quantity wanted,
            @Nullable BigDecimal availableBefore,
            @Nullable StockChange change) {

        public boolean isShort() {
            return availableBefore == null || availableBefore.compareTo(wanted.value()) < 0;
        }
    }

    /** A line as it stands. @param done whether the source in question already consumed from it */
    public record Line(
            String reference,
            Sku sku,
            LocationCode location,
            BigDecimal quantity,
            BigDecimal consumed,
            BigDecimal released,
            boolean done) {

        public BigDecimal rest() {
            return quantity.subtract(consumed).subtract(released);
        }
    }

    /** A part of a line. */
    public record Part(Line line, BigDecimal quantity) {}

    /**
     * Takes all lines or none, in a single statement: it locks the positions in order, looks whether each has enough, and
     * only then writes the header, the positions and the lines. Nothing is written where one is short, where the key has an
     * active reservation, or (unless {@code again}) where the key's goods already left.
     */
    public List<Taken> take(UUID id, ReserveStock command, boolean again, Instant now) {
        var lines = command.lines();
        return jdbc.sql("""
                        with line as (
                            select * from unnest(cast(:references as text[]), cast(:skus as text[]),
                                                 cast(:locations as text[]), cast(:quantities as numeric[]))
                                     as l (reference, sku, location, quantity)),
                        wanted as (
                            select sku, location, sum(quantity) as quantity from line group by sku, location),
                        held as materialized (
                            select p.sku, p.location, w.quantity,
                                   p.on_hand - p.reserved - p.quality_hold - p.safety_stock as available
                              from inventory.position p join wanted w on w.sku = p.sku and w.location = p.location
                             order by p.sku, p.location
                               for update of p),
                        header as (
                            insert into inventory.reservation (id, business_key, state, expires_at, created_at)
                            select :id, :key, 'ACTIVE', cast(:expiresAt as timestamptz), :now
                             where (select count(*) from held where available >= quantity)
                                   = (select count(*) from wanted)
                               and (:again or not exists (select 1 from inventory.reservation
                                                           where business_key = :key and state = 'CONSUMED'))
                            on conflict (business_key) where state = 'ACTIVE' do nothing
                            returning id),
                        taken as (
                            update inventory.position p
                               set reserved = p.reserved + w.quantity, changed_at = :now
                              from wanted w, header h
                             where p.sku = w.sku and p.location = w.location
                               and p.on_hand - p.reserved - p.quality_hold - p.safety_stock >= w.quantity
                            returning p.*),
                        kept as (
                            insert into inventory.reservation_line (reservation, reference, sku, location, quantity)
                            select h.id, l.reference, l.sku, l.location, l.quantity from line l, header h)
                        select w.sku as wanted_sku, w.location as wanted_location, w.quantity as wanted,
                               held.available as before, t.*, 0 as delta_on_hand, w.quantity as delta_reserved,
                               0 as delta_quality_hold, 0 as delta_in_transit
                          from wanted w
                          left join held on held.sku = w.sku and held.location = w.location
                          left join taken t on t.sku = w.sku and t.location = w.location
                         order by w.sku, w.location""")
                .param("references", array(lines, ReserveStock.Line::reference))
                .param("skus", array(lines, line -> line.sku().value()))
                .param("locations", array(lines, line -> line.location().value()))
                .param("quantities", array(lines, line -> line.quantity().toString()))
                .param("id", id)
                .param("key", command.key().value())
                .param("expiresAt", command.expiresAt() == null ? null : Timestamp.from(command.expiresAt()))
                .param("again", again)
                .param("now", Timestamp.from(now))
                .query((row, _) -> new Taken(
                        Sku.of(row.getString("wanted_sku")),
                        LocationCode.of(row.getString("wanted_location")),
                        new Quantity(row.getBigDecimal("wanted")),
                        row.getBigDecimal("before"),
                        row.getString("sku") == null ? null : StockChange.from(row)))
                .list();
    }

    /** The reservation that answers for a business key, if any: the active one, else the newest whose goods left. */
    public List<Known> known(String key) {
        return jdbc.sql("""
                        select r.id, r.state = 'ACTIVE' as active, l.reference, l.sku, l.location, l.quantity
                          from inventory.reservation_line l
                          join (select * from inventory.reservation
                                 where business_key = :key and state in ('ACTIVE', 'CONSUMED')
                                 order by state = 'ACTIVE' desc, created_at desc limit 1) r on r.id = l.reservation
                         order by l.reference""")
                .param("key", key)
                .query((row, _) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getBoolean("active"),
                        new ReserveStock.Line(
                                row.getString("reference"),
                                Sku.of(row.getString("sku")),
                                LocationCode.of(row.getString("location")),
                                new Quantity(row.getBigDecimal("quantity")))))
                .list();
    }

    /** One line of a reservation that is there. */
    public record Known(UUID reservation, boolean active, ReserveStock.Line line) {}

    /** Locks header and lines; empty where there is no such reservation. */
    public List<Line> lock(UUID reservation, String sourceKey) {
        return jdbc.sql("""
                        select l.*, exists (select 1 from inventory.movement m
                                             where m.source_key = :sourceKey and m.source_line = l.reference) as done
                          from inventory.reservation r join inventory.reservation_line l on l.reservation = r.id
                         where r.id = :id
                         order by l.reference
                           for update of r, l""")
                .param("id", reservation)
                .param("sourceKey", sourceKey)
                .query((row, _) -> new Line(
                        row.getString("reference"),
                        Sku.of(row.getString("sku")),
                        LocationCode.of(row.getString("location")),
                        row.getBigDecimal("quantity"),
                        row.getBigDecimal("consumed"),
                        row.getBigDecimal("released"),
                        row.getBoolean("done")))
                .list();
    }

    /** Whether this source already moved this line; asked anew after a wait for locks. */
    public boolean moved(String sourceKey, String reference) {
        return jdbc.sql(
                        "select exists (select 1 from inventory.movement where source_key = :key and source_line = :line)")
                .param("key", sourceKey)
                .param("line", reference)
                .query(Boolean.class)
                .single();
    }

    /**
     * Gives parts of locked lines back.
     *
     * @param endState how the reservation ends by this; null where something is left of it
     */
    public List<StockChange> giveBack(
            UUID reservation, List<Part> parts, @Nullable String endState, String reason, Instant now) {
        return jdbc.sql("""
                        with part as (
                            select * from unnest(cast(:references as text[]), cast(:skus as text[]),
                                                 cast(:locations as text[]), cast(:quantities as numeric[]))
                                     as g (reference, sku, location, quantity)),
                        freed as (
                            update inventory.reservation_line l set released = l.released + g.quantity
                              from part g where l.reservation = :id and l.reference = g.reference),
                        noted as (
                            insert into inventory.reservation_release (reservation, reference, quantity, reason, released_at)
                            select :id, g.reference, g.quantity, :reason, :now from part g),
                        ended as (
                            update inventory.reservation
                               set state = cast(:endState as text), ended_at = :now, reason = :reason
                             where id = :id and cast(:endState as text) is not null),
                        delta as (select sku, location, sum(quantity) as quantity from part group by sku, location),
                        held as materialized (
                            select p.sku, p.location
                              from inventory.position p join delta d on d.sku = p.sku and d.location = p.location
                             order by p.sku, p.location
                               for update of p),
                        changed as (
                            update inventory.position p set reserved = p.reserved - d.quantity, changed_at = :now
                              from delta d join held h on h.sku = d.sku and h.location = d.location
                             where p.sku = d.sku and p.location = d.location
                            returning p.*, d.quantity)
                        select changed.*, 0 as delta_on_hand, -quantity as delta_reserved, 0 as delta_quality_hold,
                               0 as delta_in_transit
                          from changed""")
                .param("id", reservation)
                .param("references", array(parts, part -> part.line().reference()))
                .param("skus", array(parts, part -> part.line().sku().value()))
                .param("locations", array(parts, part -> part.line().location().value()))
                .param("quantities", array(parts, part -> part.quantity().toPlainString()))
                .param("endState", endState)
                .param("reason", reason)
                .param("now", Timestamp.from(now))
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /**
     * Takes parts of locked lines off the stock: a movement each, once per source key and line; what the source already moved
     * stays untouched.
     *
     * @param ends whether nothing is left of the reservation after this
     */
    public List<StockChange> consume(
            UUID reservation,
            List<Part> parts,
            boolean ends,
            String sourceKey,
            @Nullable MessageId message,
            Instant now) {
        return jdbc.sql("""
                        with part as (
                            select * from unnest(cast(:references as text[]), cast(:skus as text[]),
                                                 cast(:locations as text[]), cast(:quantities as numeric[]))
                                     as g (reference, sku, location, quantity)),
                        written as (
                            insert into inventory.movement (sku, location, bucket, quantity, reason, occurred_at,
                                                            recorded_at, source_key, source_line, message, reservation)
                            select sku, location, 'ON_HAND', -quantity, 'SHIPMENT', :now, :now, :sourceKey, reference,
                                   cast(:message as uuid), :id
                              from part
                            on conflict (source_key, source_line) do nothing
                            returning sku, location, source_line, -quantity as quantity),
                        used as (
                            update inventory.reservation_line l set consumed = l.consumed + w.quantity
                              from written w where l.reservation = :id and l.reference = w.source_line),
                        ended as (
                            update inventory.reservation set state = 'CONSUMED', ended_at = :now
                             where id = :id and :ends and (select count(*) from written) = (select count(*) from part)),
                        delta as (select sku, location, sum(quantity) as quantity from written group by sku, location),
                        held as materialized (
                            select p.sku, p.location
                              from inventory.position p join delta d on d.sku = p.sku and d.location = p.location
                             order by p.sku, p.location
                               for update of p),
                        changed as (
                            update inventory.position p
                               set on_hand = p.on_hand - d.quantity, reserved = p.reserved - d.quantity, changed_at = :now
                              from delta d join held h on h.sku = d.sku and h.location = d.location
                             where p.sku = d.sku and p.location = d.location
                            returning p.*, d.quantity)
                        select changed.*, -quantity as delta_on_hand, -quantity as delta_reserved,
                               0 as delta_quality_hold, 0 as delta_in_transit
                          from changed""")
                .param("id", reservation)
                .param("references", array(parts, part -> part.line().reference()))
                .param("skus", array(parts, part -> part.line().sku().value()))
                .param("locations", array(parts, part -> part.line().location().value()))
                .param("quantities", array(parts, part -> part.quantity().toPlainString()))
                .param("ends", ends)
                .param("sourceKey", sourceKey)
                .param("message", message == null ? null : message.value())
                .param("now", Timestamp.from(now))
                .query((row, _) -> StockChange.from(row))
                .list();
    }

    /** Takes the end date off an active reservation. @return false where it is no longer active */
    public boolean keep(UUID reservation) {
        return jdbc.sql("update inventory.reservation set expires_at = null where id = :id and state = 'ACTIVE'")
                        .param("id", reservation)
                        .update()
                == 1;
    }

    /** Locks a few whose time is up; others that look meanwhile get other ones. */
    public List<Lapsed> lapsed(Instant now, int rowsMax) {
        return jdbc.sql("""
                        select id, business_key from inventory.reservation
                         where state = 'ACTIVE' and expires_at <= :now
                         order by expires_at limit :rowsMax
                           for update skip locked""")
                .param("now", Timestamp.from(now))
                .param("rowsMax", rowsMax)
                .query((row, _) -> new Lapsed(row.getObject("id", UUID.class), row.getString("business_key")))
                .list();
    }

    /** A reservation whose time is up. */
    public record Lapsed(UUID id, String businessKey) {}

    /** Whose reservations wait at a position, youngest first: the ones to source from elsewhere (R59). */
    public List<String> youngestKeys(Sku sku, LocationCode location, int rowsMax) {
        return jdbc.sql("""
                        select r.business_key
                          from inventory.reservation_line l join inventory.reservation r on r.id = l.reservation
                         where l.sku = :sku and l.location = :location and l.quantity > l.consumed + l.released
                         order by r.created_at desc, r.id desc limit :rowsMax""")
                .param("sku", sku.value())
                .param("location", location.value())
                .param("rowsMax", rowsMax)
                .query(String.class)
                .list();
    }

    private static <T> String[] array(Collection<T> items, Function<T, String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
