package io.tieout.catalog.internal;

import io.tieout.catalog.PriceEntry;
import io.tieout.catalog.PriceList;
import io.tieout.catalog.PriceScope;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of price lists and their prices. */
@Repository
public class PriceRows {

    static final String ANY = "*";

    private final JdbcClient jdbc;

    PriceRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<PriceList> lists() {
        return jdbc.sql("select * from catalog.price_list order by code")
                .query((row, _) -> new PriceList(
                        row.getString("code"),
                        row.getString("name"),
                        Currency.getInstance(row.getString("currency")),
                        row.getBoolean("tax_inclusive"),
                        scope(row),
                        instant(row, "valid_from"),
                        instantOrNull(row, "valid_to"),
                        row.getInt("priority")))
                .list();
    }

    /** Whoever saves lists or prices goes one after the other, so that no two of them overlap unseen. */
    public void lock() {
        jdbc.sql("lock table catalog.price_list in share row exclusive mode").update();
    }

    public void save(PriceList list) {
        jdbc.sql("""
                        insert into catalog.price_list (code, name, currency, tax_inclusive, connection, region, store,
                                                        valid_from, valid_to, priority)
                        values (:code, :name, :currency, :taxInclusive, :connection, :region, :store,
                                :validFrom, :validTo, :priority)
                        on conflict (code) do update
                           set name = excluded.name, currency = excluded.currency, tax_inclusive = excluded.tax_inclusive,
                               connection = excluded.connection, region = excluded.region, store = excluded.store,
                               valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                               priority = excluded.priority""")
                .param("code", list.code())
                .param("name", list.name())
                .param("currency", list.currency().getCurrencyCode())
                .param("taxInclusive", list.taxInclusive())
                .param("connection", connection(list.scope()))
                .param("region", region(list.scope()))
                .param("store", store(list.scope()))
                .param("validFrom", at(list.validFrom()))
                .param("validTo", at(list.validTo()))
                .param("priority", list.priority())
                .update();
    }

    public List<PriceEntry> entries(Collection<Sku> skus) {
        return jdbc.sql("""
                        select p.*, l.currency from catalog.price p join catalog.price_list l on l.code = p.list
                         where p.sku = any (cast(:skus as text[]))""")
                .param("skus", array(skus))
                .query((row, _) -> entry(row))
                .list();
    }

    /** By list, SKU and beginning. @param after list, SKU and beginning of the last one seen, or nulls */
    public List<PriceEntry> entries(
            @Nullable String list, @Nullable String sku, int rowsMax, PriceCursor.@Nullable Place after) {
        return jdbc.sql("""
                        select p.*, l.currency from catalog.price p join catalog.price_list l on l.code = p.list
                         where (cast(:list as text) is null or p.list = :list)
                           and (cast(:sku as text) is null or p.sku = :sku)
                           and (cast(:afterList as text) is null
                                or (p.list, p.sku, p.valid_from, p.permanent)
                                   > (:afterList, :afterSku, cast(:afterFrom as timestamptz),
                                      cast(:afterPermanent as boolean)))
                         order by p.list, p.sku, p.valid_from, p.permanent limit :rowsMax""")
                .param("list", list)
                .param("sku", sku)
                .param("afterList", after == null ? null : after.list())
                .param("afterSku", after == null ? null : after.sku().value())
                .param("afterFrom", after == null ? null : at(after.from()))
                .param("afterPermanent", after == null ? null : after.permanent())
                .param("rowsMax", rowsMax)
                .query((row, _) -> entry(row))
                .list();
    }

    /** Of one price, what the owning system said last counts. @return those that were written */
    public List<PriceEntry> save(List<PriceEntry> entries, Instant changedAt) {
        var written = Set.copyOf(jdbc.sql("""
                        insert into catalog.price as p (list, sku, valid_from, valid_to, amount, changed_at)
                        select list, sku, cast(valid_from as timestamptz), cast(valid_to as timestamptz),
                               cast(amount as numeric), cast(:changedAt as timestamptz)
                          from unnest(cast(:lists as text[]), cast(:skus as text[]), cast(:froms as text[]),
                                      cast(:tos as text[]), cast(:amounts as text[]))
                               as t (list, sku, valid_from, valid_to, amount)
                        on conflict (sku, list, permanent, valid_from) do update
                           set amount = excluded.amount, valid_to = excluded.valid_to, changed_at = excluded.changed_at
                         where p.changed_at <= excluded.changed_at
                           and (p.amount, p.valid_to) is distinct from (excluded.amount, excluded.valid_to)
                        returning p.list || ' ' || p.sku""")
                .param("changedAt", at(changedAt))
                .param("lists", entries.stream().map(PriceEntry::list).toArray(String[]::new))
                .param(
                        "skus",
                        entries.stream().map(entry -> entry.sku().value()).toArray(String[]::new))
                .param(
                        "froms",
                        entries.stream()
                                .map(entry -> entry.validFrom().toString())
                                .toArray(String[]::new))
                .param(
                        "tos",
                        entries.stream()
                                .map(entry -> entry.validTo() == null
                                        ? null
                                        : entry.validTo().toString())
                                .toArray(String[]::new))
                .param(
                        "amounts",
                        entries.stream()
                                .map(entry -> entry.price().amount().toPlainString())
                                .toArray(String[]::new))
                .query(String.class)
                .list());
        return entries.stream()
                .filter(entry -> written.contains(entry.list() + " " + entry.sku()))
                .toList();
    }

    public boolean remove(PriceEntry entry) {
        return jdbc.sql("""
                        delete from catalog.price
                         where list = :list and sku = :sku and valid_from = :validFrom and permanent = :permanent""")
                        .param("list", entry.list())
                        .param("sku", entry.sku().value())
                        .param("validFrom", at(entry.validFrom()))
                        .param("permanent", entry.validTo() == null)
                        .update()
                == 1;
    }

    public Set<Sku> skusOf(Collection<String> lists) {
        return skus(jdbc.sql("select distinct sku from catalog.price where list = any (cast(:lists as text[]))")
                .param("lists", lists.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    public Set<Sku> skusPriced() {
        return skus(jdbc.sql("select distinct sku from catalog.price")
                .query(String.class)
                .list());
    }

    /** Those of which a price begins or ends, or whose list does, after the one instant and not after the other. */
    public Set<Sku> skusChanging(Instant after, Instant upTo) {
        return skus(jdbc.sql("""
                        select sku from catalog.price where valid_from > :after and valid_from <= :upTo
                        union select sku from catalog.price where valid_to > :after and valid_to <= :upTo
                        union select p.sku from catalog.price_list l join catalog.price p on p.list = l.code
                         where l.valid_from > :after and l.valid_from <= :upTo
                            or l.valid_to > :after and l.valid_to <= :upTo""")
                .param("after", at(after))
                .param("upTo", at(upTo))
                .query(String.class)
                .list());
    }

    private static Set<Sku> skus(List<String> values) {
        var skus = new HashSet<Sku>();
        values.forEach(value -> skus.add(Sku.of(value)));
        return skus;
    }

    private static PriceEntry entry(ResultSet row) throws SQLException {
        return new PriceEntry(
                row.getString("list"),
                Sku.of(row.getString("sku")),
                new Money(row.getBigDecimal("amount"), Currency.getInstance(row.getString("currency"))),
                instant(row, "valid_from"),
                instantOrNull(row, "valid_to"));
    }

    static PriceScope scope(ResultSet row) throws SQLException {
        var connection = row.getString("connection");
        var region = row.getString("region");
        var store = row.getString("store");
        return new PriceScope(
                connection.equals(ANY) ? null : ConnectionCode.of(connection),
                region.equals(ANY) ? null : region,
                store.equals(ANY) ? null : LocationCode.of(store));
    }

    static String connection(PriceScope scope) {
        return scope.connection() == null ? ANY : scope.connection().value();
    }

    static String region(PriceScope scope) {
        return scope.region() == null ? ANY : scope.region();
    }

    static String store(PriceScope scope) {
        return scope.store() == null ? ANY : scope.store().value();
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    static @Nullable Instant instantOrNull(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    static String[] array(Collection<Sku> skus) {
        return skus.stream().map(Sku::value).toArray(String[]::new);
    }
}
