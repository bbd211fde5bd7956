package io.tieout.channels.shopify;

import io.tieout.channels.Connection;
import io.tieout.kernel.ConnectionCode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The variants of shops' products, and what the shops believe of their stock. */
@Repository
class ShopifyVariants implements ShopifyVariantSkus {

    private final JdbcClient jdbc;

    ShopifyVariants(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param inventoryItem what the shop counts the stock of; null where an old payload does not say */
    record Variant(
            String id,
            String product,
            @Nullable String inventoryItem,
            @Nullable String sku,
            @Nullable String barcode) {}

    /** What a shop believes, and what it was told last. */
    record Level(
            @Nullable Long available,
            @Nullable Long published,
            @Nullable Instant publishedAt) {}

    /** Keeps it unless something newer is known. */
    void save(ConnectionCode connection, Variant variant, Instant changedAt) {
        jdbc.sql("""
                        insert into channels.shopify_variant as known
                            (connection, variant_id, product_id, inventory_item_id, sku, barcode, since, changed_at)
                        values (:connection, :id, :product, :item, :sku, :barcode, :at, :at)
                        on conflict (connection, variant_id) do update
                           set product_id = excluded.product_id,
                               inventory_item_id = coalesce(excluded.inventory_item_id, known.inventory_item_id),
                               sku = excluded.sku, barcode = excluded.barcode, gone_at = null,
                               changed_at = excluded.changed_at
                         where known.changed_at <= excluded.changed_at
                        """)
                .param("connection", connection.value())
                .param("id", variant.id())
                .param("product", variant.product())
                .param("item", variant.inventoryItem())
                .param("sku", variant.sku())
                .param("barcode", variant.barcode())
                .param("at", Timestamp.from(changedAt))
                .update();
    }

    /** Those of the product that are not among these are gone. @param variants empty where the product itself is */
    int retire(ConnectionCode connection, String product, Collection<String> variants, Instant at) {
        return jdbc.sql("""
                        update channels.shopify_variant set gone_at = :at, changed_at = greatest(changed_at, :at)
                         where connection = :connection and product_id = :product and gone_at is null
                           and changed_at <= :at and variant_id <> all (:variants)
                        """)
                .param("connection", connection.value())
                .param("product", product)
                .param("variants", variants.toArray(String[]::new))
                .param("at", Timestamp.from(at))
                .update();
    }

    @Override
    public Optional<String> sku(Connection connection, String variant) {
        return find(connection.code(), variant).map(Variant::sku);
    }

    Optional<Variant> find(ConnectionCode connection, String variant) {
        return jdbc.sql("select * from channels.shopify_variant where connection = :connection and variant_id = :id")
                .param("connection", connection.value())
                .param("id", variant)
                .query((row, _) -> variant(row))
                .optional();
    }

    /** The living variants of these SKUs; of several with one SKU the newest. */
    List<Variant> bySku(ConnectionCode connection, Collection<String> skus) {
        return jdbc.sql("""
                        select distinct on (sku) * from channels.shopify_variant
                         where connection = :connection and sku = any (:skus) and gone_at is null
                         order by sku, since desc
                        """)
                .param("connection", connection.value())
                .param("skus", skus.toArray(String[]::new))
                .query((row, _) -> variant(row))
                .list();
    }

    Optional<Variant> byInventoryItem(ConnectionCode connection, String item) {
        return jdbc.sql("""
                        select * from channels.shopify_variant
                         where connection = :connection and inventory_item_id = :item
                         order by gone_at nulls first limit 1
                        """)
                .param("connection", connection.value())
                .param("item", item)
                .query((row, _) -> variant(row))
                .optional();
    }

    private static Variant variant(ResultSet row) throws SQLException {
        return new Variant(
                row.getString("variant_id"),
                row.getString("product_id"),
                row.getString("inventory_item_id"),
                row.getString("sku"),
                row.getString("barcode"));
    }

    /** Keeps what the shop believes; empty where something newer is known. */
    Optional<Level> believed(
            ConnectionCode connection, String item, String location, long available, Instant changedAt) {
        return jdbc.sql("""
                        insert into channels.shopify_level as known
                            (connection, inventory_item_id, location_id, available, changed_at)
                        values (:connection, :item, :location, :available, :at)
                        on conflict (connection, inventory_item_id, location_id) do update
                           set available = excluded.available, changed_at = excluded.changed_at
                         where known.changed_at is null or known.changed_at < excluded.changed_at
                        returning available, published, published_at
                        """)
                .param("connection", connection.value())
                .param("item", item)
                .param("location", location)
                .param("available", available)
                .param("at", Timestamp.from(changedAt))
                .query((row, _) -> new Level(
                        row.getObject("available", Long.class),
                        row.getObject("published", Long.class),
                        instant(row.getTimestamp("published_at"))))
                .optional();
    }

    void published(ConnectionCode connection, String item, String location, long quantity, Instant at) {
        jdbc.sql("""
                        insert into channels.shopify_level (connection, inventory_item_id, location_id, published, published_at)
                        values (:connection, :item, :location, :quantity, :at)
                        on conflict (connection, inventory_item_id, location_id) do update
                           set published = excluded.published, published_at = excluded.published_at
                        """)
                .param("connection", connection.value())
                .param("item", item)
                .param("location", location)
                .param("quantity", quantity)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
