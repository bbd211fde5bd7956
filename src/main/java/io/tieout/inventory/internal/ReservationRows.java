package io.tieout.inventory.internal;

import io.tieout.inventory.Reservation;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
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

    private static final String TAKE = """
            with line as (
                -- the arrays' lengths are hidden in selects, so that one plan serves all and is kept
                select * from unnest((select cast(:references as text[])), (select cast(:skus as text[])),
                                     (select cast(:locations as text[])),
                                     (select cast(:quantities as numeric[])),
                                     (select cast(:bundles as text[])),
                                     (select cast(:bundleSkus as text[])),
                                     (select cast(:perBundle as numeric[])))
                         as l (reference, sku, location, quantity, bundle_reference, bundle_sku, per_bundle)),
            wanted as (
                select sku, location, sum(quantity) as quantity from line group by sku, location),
            held as materialized (
                select p.sku, p.location, w.quantity, p.available
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
                   and p.available >= w.quantity
                returning p.*),
            kept as (
                insert into inventory.reservation_line (reservation, reference, sku, location, quantity,
                                                        bundle_reference, bundle_sku, per_bundle)
                select h.id, l.* from line l, header h)
            select w.sku as wanted_sku, w.location as wanted_location, w.quantity as wanted,
                   held.available as before, t.*, 0 as delta_on_hand, w.quantity as delta_reserved,
                   0 as delta_quality_hold, 0 as delta_in_transit
              from wanted w
              left join held on held.sku = w.sku and held.location = w.location
              left join taken t on t.sku = w.sku and t.location = w.location
             order by w.sku, w.location""";

    private final JdbcClient jdbc;

    ReservationRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One wanted position of a request: what was there before, and the change where it was taken. */
    record Taken(
            Sku sku,
            LocationCode location,
            Quantity wanted,
            @Nullable BigDecimal availableBefore,
            @Nullable StockChange change) {

        boolean isShort() {
            return availableBefore == null || availableBefore.compareTo(wanted.value()) < 0;
        }
    }

    /**
     * A line as it stands.
     *
     * @param place how often it was moved to another location before
     * @param absorbed what a snapshot has subtracted from on hand already, and so is no more in reserved
     * @param done whether the source in question already consumed from it
     */
    record Line(
            String reference,
            int place,
            Sku sku,
            LocationCode location,
            BigDecimal quantity,
            BigDecimal consumed,
            BigDecimal released,
            BigDecimal absorbed,
            WantedLine.@Nullable Bundle bundle,
            boolean done) {

        /** What is still to leave or to be given back. */
        BigDecimal rest() {
            return quantity.subtract(consumed).subtract(released);
        }

        /** Of a part of the rest, what a snapshot has subtracted already: that goes first. */
        BigDecimal absorbedOf(BigDecimal part) {
            return absorbed.min(part);
        }

        Line done(boolean now) {
            return new Line(reference, place, sku, location, quantity, consumed, released, absorbed, bundle, now);
        }

        WantedLine wanted() {
            return new WantedLine(reference, sku, location, new Quantity(quantity), bundle);
        }

        Reservation.Line told() {
            return new Reservation.Line(
                    reference,
                    sku,
                    location,
                    new Quantity(quantity),
                    new Quantity(consumed),
                    new Quantity(released),
                    new Quantity(absorbed));
        }
    }

    /** A part of a line. */
    record Part(Line line, BigDecimal quantity) {

        /** What of it a snapshot has subtracted already. */
        BigDecimal absorbed() {
            return line.absorbedOf(quantity);
        }
    }

    /**
     * Takes all lines or none, in a single statement: it locks the positions in order, looks whether each has enough, and
     * only then writes the header, the positions and the lines. Nothing is written where one is short, where the key has an
     * active reservation, or (unless {@code again}) where the key's goods already left.
     */
    List<Taken> take(UUID id, Request command, boolean again, Instant now) {
        var lines = command.lines();
        return jdbc.sql(TAKE)
                .param("references", array(lines, WantedLine::reference))
                .param("skus", array(lines, line -> line.sku().value()))
                .param("locations", array(lines, line -> line.location().value()))
                .param("quantities", array(lines, line -> line.quantity().toString()))
                .param("bundles", array(lines, line -> bundle(line, WantedLine.Bundle::reference)))
                .param(
                        "bundleSkus",
                        array(lines, line -> bundle(line, bundle -> bundle.sku().value())))
                .param(
                        "perBundle",
                        array(
                                lines,
                                line -> bundle(
                                        line, bundle -> bundle.perBundle().toPlainString())))
                .param("id", id)
                .param("key", command.key().value())
                .param("expiresAt", time(command.expiresAt()))
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
    List<Known> known(String key) {
        return jdbc.sql("""
                        select r.id, r.state = 'ACTIVE' as active, l.*
                          from inventory.reservation_line l
                          join (select * from inventory.reservation
                                 where business_key = :key and state in ('ACTIVE', 'CONSUMED')
                                 order by state = 'ACTIVE' desc, created_at desc limit 1) r on r.id = l.reservation
                         where l.place = 0
                         order by l.reference""")
                .param("key", key)
                .query((row, _) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getBoolean("active"),
                        line(row).wanted()))
                .list();
    }

    /** One line of a reservation that is there, as it was asked for. */
    record Known(UUID reservation, boolean active, WantedLine line) {}

    /** Locks header and lines; empty where there is no such reservation. */
    List<Line> lock(UUID reservation, String sourceKey) {
        return jdbc.sql("""
                        select l.*, exists (select 1 from inventory.movement m
                                             where m.source_key = :sourceKey and m.source_line = l.reference) as done
                          from inventory.reservation r join inventory.reservation_line l on l.reservation = r.id
                         where r.id = :id
                         order by l.reference, l.place
                           for update of r, l""")
                .param("id", reservation)
                .param("sourceKey", sourceKey)
                .query((row, _) -> line(row).done(row.getBoolean("done")))
                .list();
    }

    static Line line(ResultSet row) throws SQLException {
        var bundle = row.getString("bundle_reference");
        return new Line(
                row.getString("reference"),
                row.getInt("place"),
                Sku.of(row.getString("sku")),
                LocationCode.of(row.getString("location")),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("consumed"),
                row.getBigDecimal("released"),
                row.getBigDecimal("absorbed"),
                bundle == null
                        ? null
                        : new WantedLine.Bundle(
                                bundle, Sku.of(row.getString("bundle_sku")), row.getBigDecimal("per_bundle")),
                false);
    }

    /** Whether this source already moved this line; asked anew after a wait for locks. */
    boolean moved(String sourceKey, String reference) {
        return jdbc.sql(
                        "select exists (select 1 from inventory.movement where source_key = :key and source_line = :line)")
                .param("key", sourceKey)
                .param("line", reference)
                .query(Boolean.class)
                .single();
    }

    /** A reservation as others are told of it. */
    public Optional<Reservation> find(UUID id) {
        var lines = jdbc.sql(
                        "select * from inventory.reservation_line where reservation = :id order by reference, place")
                .param("id", id)
                .query((row, _) -> line(row))
                .list();
        return jdbc.sql("select * from inventory.reservation where id = :id")
                .param("id", id)
                .query((row, _) -> new Reservation(
                        id,
                        BusinessKey.of(row.getString("business_key")),
                        Reservation.Phase.valueOf(row.getString("phase")),
                        instant(row, "expires_at"),
                        instant(row, "confirmed_at"),
                        lines.stream().map(Line::told).toList()))
                .optional();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getTimestamp(column);
        return time == null ? null : time.toInstant();
    }

    /** Takes the end date off an active reservation. @return false where it is no longer active */
    public boolean keep(UUID reservation) {
        return jdbc.sql("update inventory.reservation set expires_at = null where id = :id and state = 'ACTIVE'")
                        .param("id", reservation)
                        .update()
                == 1;
    }

    /** A system that keeps stock has counted it. @return false where it was given back or has lapsed */
    public boolean confirm(UUID reservation, String by, Instant at) {
        return jdbc.sql("""
                        update inventory.reservation
                           set confirmed_at = coalesce(confirmed_at, :at), confirmed_by = coalesce(confirmed_by, :by),
                               expires_at = null
                         where id = :id and state in ('ACTIVE', 'CONSUMED')""")
                        .param("id", reservation)
                        .param("by", by)
                        .param("at", Timestamp.from(at))
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
                           and l.quantity > l.consumed + l.released + l.absorbed
                         order by r.created_at desc, r.id desc limit :rowsMax""")
                .param("sku", sku.value())
                .param("location", location.value())
                .param("rowsMax", rowsMax)
                .query(String.class)
                .list();
    }

    private static @Nullable Timestamp time(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }

    static @Nullable String bundle(WantedLine line, Function<WantedLine.Bundle, String> text) {
        return line.bundle() == null ? null : text.apply(line.bundle());
    }

    static <T> String[] array(Collection<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }
}
