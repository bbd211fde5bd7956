package io.tieout.catalog.internal;

import io.tieout.catalog.LegalEntity;
import io.tieout.catalog.Location;
import io.tieout.catalog.Product;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables of master data. */
@Repository
public class CatalogRows {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {};

    private final JdbcClient jdbc;

    CatalogRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Product> products(Collection<Sku> skus) {
        return jdbc.sql("select * from catalog.product where sku = any (cast(:skus as text[]))")
                .param("skus", skus.stream().map(Sku::value).toArray(String[]::new))
                .query((row, _) -> product(row))
                .list();
    }

    /** Those of the codes that are a product's SKU, GTIN or alias. */
    Set<String> productCodes(Set<String> codes) {
        return Set.copyOf(jdbc.sql("""
                        select sku from catalog.product where sku = any (cast(:codes as text[]))
                        union select gtin from catalog.product where gtin = any (cast(:codes as text[]))
                        union select code from catalog.sku_alias where code = any (cast(:codes as text[]))""")
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .list());
    }

    /** In the order of their SKUs; a search looks at SKU, GTIN and name. */
    public List<Product> products(@Nullable String search, int rowsMax, @Nullable String afterSku) {
        return jdbc.sql("""
                        select * from catalog.product
                         where (cast(:after as text) is null or sku > :after)
                           and (cast(:search as text) is null or sku ilike :search or name ilike :search or gtin = :exact)
                         order by sku limit :rowsMax""")
                .param("after", afterSku)
                .param("search", search == null ? null : "%" + escaped(search) + "%")
                .param("exact", search)
                .param("rowsMax", rowsMax)
                .query((row, _) -> product(row))
                .list();
    }

    public List<Product> products() {
        return jdbc.sql("select * from catalog.product order by sku")
                .query((row, _) -> product(row))
                .list();
    }

    public List<Location> locations() {
        return jdbc.sql("select * from catalog.location order by code")
                .query((row, _) -> location(row))
                .list();
    }

    public List<LegalEntity> entities() {
        return jdbc.sql("select * from catalog.legal_entity order by code")
                .query((row, _) -> entity(row))
                .list();
    }

    /** All in one statement; rows that are already so are not written. */
    public void save(Collection<Product> products) {
        jdbc.sql("""
                        insert into catalog.product as p
                               (sku, gtin, name, tax_category, unit, active, hierarchy, attributes)
                        select sku, gtin, name, tax_category, unit, active, hierarchy, cast(attributes as jsonb)
                          from unnest(cast(:skus as text[]), cast(:gtins as text[]), cast(:names as text[]),
                                      cast(:taxCategories as text[]), cast(:units as text[]), cast(:actives as boolean[]),
                                      cast(:hierarchies as text[]), cast(:attributes as text[]))
                               as t (sku, gtin, name, tax_category, unit, active, hierarchy, attributes)
                        on conflict (sku) do update
                           set gtin = excluded.gtin, name = excluded.name, tax_category = excluded.tax_category,
                               unit = excluded.unit, active = excluded.active, hierarchy = excluded.hierarchy,
                               attributes = excluded.attributes
                         where (p.gtin, p.name, p.tax_category, p.unit, p.active, p.hierarchy, p.attributes)
                               is distinct from
                               (excluded.gtin, excluded.name, excluded.tax_category, excluded.unit, excluded.active,
                                excluded.hierarchy, excluded.attributes)""")
                .param("skus", products.stream().map(p -> p.sku().value()).toArray(String[]::new))
                .param("gtins", products.stream().map(Product::gtin).toArray(String[]::new))
                .param("names", products.stream().map(Product::name).toArray(String[]::new))
                .param(
                        "taxCategories",
                        products.stream().map(Product::taxCategory).toArray(String[]::new))
                .param("units", products.stream().map(Product::unit).toArray(String[]::new))
                .param("actives", products.stream().map(Product::active).toArray(Boolean[]::new))
                .param("hierarchies", products.stream().map(Product::hierarchy).toArray(String[]::new))
                .param(
                        "attributes",
                        products.stream()
                                .map(product -> JSON.writeValueAsString(product.attributes()))
                                .toArray(String[]::new))
                .update();
    }

    public void save(Location location) {
        jdbc.sql("""
                        insert into catalog.location (code, type, entity, region, country, zone, stock_authority, fulfils,
                                                      dedicated_to, latitude, longitude, postal_area, capacity_per_day,
                                                      holds_stock)
                        values (:code, :type, :entity, :region, :country, :zone, :stockAuthority, :fulfils,
                                :dedicatedTo, :latitude, :longitude, :postalArea, :capacityPerDay, :holdsStock)
                        on conflict (code) do update
                           set type = excluded.type, entity = excluded.entity, region = excluded.region,
                               country = excluded.country, zone = excluded.zone,
                               stock_authority = excluded.stock_authority, fulfils = excluded.fulfils,
                               dedicated_to = excluded.dedicated_to, latitude = excluded.latitude,
                               longitude = excluded.longitude, postal_area = excluded.postal_area,
                               capacity_per_day = excluded.capacity_per_day, holds_stock = excluded.holds_stock""")
                .param("code", location.code().value())
                .param("type", location.type().name())
                .param("entity", location.entity().value())
                .param("region", location.region())
                .param("country", location.country())
                .param("zone", location.zone().getId())
                .param("stockAuthority", location.stockAuthority().name())
                .param("fulfils", location.fulfils())
                .param(
                        "dedicatedTo",
                        location.dedicatedTo() == null
                                ? null
                                : location.dedicatedTo().value())
                .param("latitude", location.latitude())
                .param("longitude", location.longitude())
                .param("postalArea", location.postalArea())
                .param("capacityPerDay", location.capacityPerDay())
                .param("holdsStock", location.holdsStock())
                .update();
    }

    public void save(LegalEntity entity) {
        jdbc.sql("""
                        insert into catalog.legal_entity (code, name, country, currency, zone)
                        values (:code, :name, :country, :currency, :zone)
                        on conflict (code) do update
                           set name = excluded.name, country = excluded.country, currency = excluded.currency,
                               zone = excluded.zone""")
                .param("code", entity.code().value())
                .param("name", entity.name())
                .param("country", entity.country())
                .param("currency", entity.currency().getCurrencyCode())
                .param("zone", entity.zone().getId())
                .update();
    }

    public void remove(LocationCode code) {
        jdbc.sql("delete from catalog.location where code = :code")
                .param("code", code.value())
                .update();
    }

    public void remove(EntityCode code) {
        jdbc.sql("delete from catalog.legal_entity where code = :code")
                .param("code", code.value())
                .update();
    }

    private static Product product(ResultSet row) throws SQLException {
        return new Product(
                Sku.of(row.getString("sku")),
                row.getString("gtin"),
                row.getString("name"),
                row.getString("tax_category"),
                row.getString("unit"),
                row.getBoolean("active"),
                row.getString("hierarchy"),
                JSON.readValue(row.getString("attributes"), ATTRIBUTES));
    }

    private static Location location(ResultSet row) throws SQLException {
        var dedicatedTo = row.getString("dedicated_to");
        return new Location(
                LocationCode.of(row.getString("code")),
                Location.Type.valueOf(row.getString("type")),
                EntityCode.of(row.getString("entity")),
                row.getString("region"),
                row.getString("country"),
                ZoneId.of(row.getString("zone")),
                Location.StockAuthority.valueOf(row.getString("stock_authority")),
                row.getBoolean("fulfils"),
                dedicatedTo == null ? null : ConnectionCode.of(dedicatedTo),
                row.getBigDecimal("latitude"),
                row.getBigDecimal("longitude"),
                row.getString("postal_area"),
                row.getObject("capacity_per_day", Integer.class),
                row.getBoolean("holds_stock"));
    }

    private static LegalEntity entity(ResultSet row) throws SQLException {
        return new LegalEntity(
                EntityCode.of(row.getString("code")),
                row.getString("name"),
                row.getString("country"),
                Currency.getInstance(row.getString("currency")),
                ZoneId.of(row.getString("zone")));
    }

    private static String escaped(String search) {
        return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
