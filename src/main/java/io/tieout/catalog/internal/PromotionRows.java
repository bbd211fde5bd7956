package io.tieout.catalog.internal;

import io.tieout.catalog.Promotion;
import io.tieout.kernel.Sku;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The table of promotions. */
@Repository
public class PromotionRows {

    private final JdbcClient jdbc;

    PromotionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Promotion> all() {
        return jdbc.sql("select * from catalog.promotion order by code")
                .query((row, _) -> promotion(row))
                .list();
    }

    /** Those that begin or end after the one instant and not after the other. */
    public List<Promotion> changing(Instant after, Instant upTo) {
        return jdbc.sql("""
                        select * from catalog.promotion
                         where valid_from > :after and valid_from <= :upTo or valid_to > :after and valid_to <= :upTo""")
                .param("after", PriceRows.at(after))
                .param("upTo", PriceRows.at(upTo))
                .query((row, _) -> promotion(row))
                .list();
    }

    /** What the owning system said last counts. @return whether it was written */
    public boolean save(Promotion promotion, Instant changedAt) {
        return jdbc.sql("""
                        insert into catalog.promotion as p
                               (code, name, connection, region, store, valid_from, valid_to, effect, value, currency,
                                skus, hierarchy, priority, combinable, changed_at)
                        values (:code, :name, :connection, :region, :store, :validFrom, :validTo, :effect, :value,
                                :currency, cast(:skus as text[]), :hierarchy, :priority, :combinable, :changedAt)
                        on conflict (code) do update
                           set name = excluded.name, connection = excluded.connection, region = excluded.region,
                               store = excluded.store, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                               effect = excluded.effect, value = excluded.value, currency = excluded.currency,
                               skus = excluded.skus, hierarchy = excluded.hierarchy, priority = excluded.priority,
                               combinable = excluded.combinable, changed_at = excluded.changed_at
                         where p.changed_at <= excluded.changed_at""")
                        .param("code", promotion.code())
                        .param("name", promotion.name())
                        .param("connection", PriceRows.connection(promotion.scope()))
                        .param("region", PriceRows.region(promotion.scope()))
                        .param("store", PriceRows.store(promotion.scope()))
                        .param("validFrom", PriceRows.at(promotion.validFrom()))
                        .param("validTo", PriceRows.at(promotion.validTo()))
                        .param("effect", promotion.effect().name())
                        .param("value", promotion.value())
                        .param(
                                "currency",
                                promotion.currency() == null
                                        ? null
                                        : promotion.currency().getCurrencyCode())
                        .param("skus", PriceRows.array(promotion.skus()))
                        .param("hierarchy", promotion.hierarchy())
                        .param("priority", promotion.priority())
                        .param("combinable", promotion.combinable())
                        .param("changedAt", PriceRows.at(changedAt))
                        .update()
                == 1;
    }

    public boolean remove(String code) {
        return jdbc.sql("delete from catalog.promotion where code = :code")
                        .param("code", code)
                        .update()
                == 1;
    }

    private static Promotion promotion(ResultSet row) throws SQLException {
        var currency = row.getString("currency");
        return new Promotion(
                row.getString("code"),
                row.getString("name"),
                PriceRows.scope(row),
                PriceRows.instant(row, "valid_from"),
                PriceRows.instant(row, "valid_to"),
                Promotion.Effect.valueOf(row.getString("effect")),
                row.getBigDecimal("value"),
                currency == null ? null : Currency.getInstance(currency),
                Arrays.stream((String[]) row.getArray("skus").getArray())
                        .map(Sku::of)
                        .collect(Collectors.toSet()),
                row.getString("hierarchy"),
                row.getInt("priority"),
                row.getBoolean("combinable"));
    }
}
