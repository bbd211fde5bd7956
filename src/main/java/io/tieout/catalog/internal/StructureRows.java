package io.tieout.catalog.internal;

import io.tieout.catalog.BundleComponent;
import io.tieout.catalog.ProductUnit;
import io.tieout.catalog.SkuAlias;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tables of bundles, units and aliases. */
@Repository
public class StructureRows {

    private static final String ANY_CONNECTION = "*";

    private final JdbcClient jdbc;

    StructureRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Structure all() {
        Map<Sku, List<BundleComponent>> bundles = new HashMap<>();
        jdbc.sql(
                        "select bundle, component, quantity, price_share from catalog.bundle_component order by bundle, position")
                .query(row -> {
                    bundles.computeIfAbsent(Sku.of(row.getString("bundle")), _ -> new ArrayList<>())
                            .add(new BundleComponent(
                                    Sku.of(row.getString("component")),
                                    new Quantity(row.getBigDecimal("quantity")),
                                    row.getBigDecimal("price_share")));
                });
        var units = jdbc.sql("select sku, unit, contains, gtin from catalog.product_unit order by sku, contains, unit")
                .query((row, _) -> new ProductUnit(
                        Sku.of(row.getString("sku")),
                        row.getString("unit"),
                        row.getBigDecimal("contains"),
                        row.getString("gtin")))
                .list();
        var aliases = jdbc.sql("select * from catalog.sku_alias order by sku, code, connection, valid_from")
                .query((row, _) -> new SkuAlias(
                        row.getString("code"),
                        connection(row.getString("connection")),
                        row.getObject("valid_from", LocalDate.class),
                        Sku.of(row.getString("sku")),
                        row.getString("note")))
                .list();
        return new Structure(bundles, units, aliases);
    }

    /** Makes the bundle consist of exactly these; of none, it is no bundle any more. */
    public void saveBundle(Sku bundle, List<BundleComponent> components) {
        jdbc.sql("delete from catalog.bundle_component where bundle = :bundle")
                .param("bundle", bundle.value())
                .update();
        for (var position = 0; position < components.size(); position++) {
            var component = components.get(position);
            jdbc.sql("""
                            insert into catalog.bundle_component (bundle, component, position, quantity, price_share)
                            values (:bundle, :component, :position, :quantity, :priceShare)""")
                    .param("bundle", bundle.value())
                    .param("component", component.sku().value())
                    .param("position", position)
                    .param("quantity", component.quantity().value())
                    .param("priceShare", component.priceShare())
                    .update();
        }
    }

    /** Makes the product come in exactly these units beside its stock unit. */
    public void saveUnits(Sku sku, List<ProductUnit> units) {
        jdbc.sql("delete from catalog.product_unit where sku = :sku")
                .param("sku", sku.value())
                .update();
        for (var unit : units) {
            jdbc.sql(
                            "insert into catalog.product_unit (sku, unit, contains, gtin) values (:sku, :unit, :contains, :gtin)")
                    .param("sku", sku.value())
                    .param("unit", unit.unit())
                    .param("contains", unit.contains())
                    .param("gtin", unit.gtin())
                    .update();
        }
    }

    public void save(SkuAlias alias) {
        jdbc.sql("""
                        insert into catalog.sku_alias (code, connection, valid_from, sku, note)
                        values (:code, :connection, :validFrom, :sku, :note)
                        on conflict (code, connection, valid_from) do update
                           set sku = excluded.sku, note = excluded.note""")
                .param("code", alias.code())
                .param("connection", connection(alias.connection()))
                .param("validFrom", alias.validFrom())
                .param("sku", alias.sku().value())
                .param("note", alias.note())
                .update();
    }

    public boolean remove(SkuAlias alias) {
        return jdbc.sql("""
                        delete from catalog.sku_alias
                         where code = :code and connection = :connection and valid_from = :validFrom""")
                        .param("code", alias.code())
                        .param("connection", connection(alias.connection()))
                        .param("validFrom", alias.validFrom())
                        .update()
                == 1;
    }

    private static String connection(@Nullable ConnectionCode connection) {
        return connection == null ? ANY_CONNECTION : connection.value();
    }

    private static @Nullable ConnectionCode connection(String column) {
        return column.equals(ANY_CONNECTION) ? null : ConnectionCode.of(column);
    }
}
