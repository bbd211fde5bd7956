package io.tieout.inventory.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What channels are shown, and from where they are served. */
@Repository
public class ChannelOfferRows {

    /** The row that is for every SKU without one of its own. */
    public static final String ANY = "*";

    private final JdbcClient jdbc;

    ChannelOfferRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param shownMax null for no limit */
    public record Offer(
            String connection,
            String sku,
            Quantity buffer,
            @Nullable Quantity shownMax) {

        /** What is shown of so many: never below zero. */
        Quantity shown(Quantity available) {
            var left = available.minus(buffer);
            var shown = left.isNegative() ? Quantity.ZERO : left;
            return shownMax != null && shown.compareTo(shownMax) > 0 ? shownMax : shown;
        }
    }

    /** Those of a connection, by SKU. */
    Map<String, Offer> of(ConnectionCode connection) {
        var offers = new TreeMap<String, Offer>();
        all().stream()
                .filter(offer -> offer.connection().equals(connection.value()))
                .forEach(offer -> offers.put(offer.sku(), offer));
        return offers;
    }

    public List<Offer> all() {
        return jdbc.sql("select * from inventory.channel_offer order by connection, sku")
                .query((row, _) -> {
                    var max = row.getBigDecimal("shown_max");
                    return new Offer(
                            row.getString("connection"),
                            row.getString("sku"),
                            new Quantity(row.getBigDecimal("buffer")),
                            max == null ? null : new Quantity(max));
                })
                .list();
    }

    /** The locations by connection; a connection that has none named is served by all that may. */
    public Map<String, TreeSet<String>> locations() {
        var locations = new TreeMap<String, TreeSet<String>>();
        jdbc.sql("select * from inventory.channel_location").query(row -> {
            locations
                    .computeIfAbsent(row.getString("connection"), _ -> new TreeSet<>())
                    .add(row.getString("location"));
        });
        return locations;
    }

    public void replace(String connection, Collection<Offer> offers, Collection<LocationCode> locations) {
        remove(connection);
        for (var offer : offers) {
            var max = offer.shownMax();
            jdbc.sql("""
                            insert into inventory.channel_offer (connection, sku, buffer, shown_max)
                            values (:connection, :sku, :buffer, cast(:max as numeric))""")
                    .param("connection", connection)
                    .param("sku", offer.sku())
                    .param("buffer", offer.buffer().value())
                    .param("max", max == null ? null : max.value())
                    .update();
        }
        jdbc.sql("""
                        insert into inventory.channel_location (connection, location)
                        select distinct :connection, g.location from unnest(cast(:locations as text[])) as g (location)""")
                .param("connection", connection)
                .param("locations", ReservationRows.array(locations, LocationCode::value))
                .update();
    }

    public void remove(String connection) {
        jdbc.sql("delete from inventory.channel_offer where connection = :connection")
                .param("connection", connection)
                .update();
        jdbc.sql("delete from inventory.channel_location where connection = :connection")
                .param("connection", connection)
                .update();
    }
}
