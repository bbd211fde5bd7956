--liquibase formatted sql

--changeset tieout:channels-0010
-- A shop knows stock by its inventory items and prices by its variants, orders name SKUs: what belongs together is told by the
-- product webhooks and kept here, for publishing and for lines without a SKU. A variant that is gone stays, as an alias of old
-- orders. And what the shop believes of stock, beside what it was last told: evidence, no stock. One row per variant, and per
-- variant and location: bounded by the shop's catalogue. Hot queries: by SKU, and by the primary keys.
set lock_timeout = '5s';
create table channels.shopify_variant (
    connection        text not null,
    variant_id        text not null,
    product_id        text not null,
    inventory_item_id text,
    sku               text,
    barcode           text,
    since             timestamptz not null,
    gone_at           timestamptz,
    changed_at        timestamptz not null,
    primary key (connection, variant_id)
);
create index shopify_variant_sku on channels.shopify_variant (connection, sku) where sku is not null;
create index shopify_variant_product on channels.shopify_variant (connection, product_id);
create index shopify_variant_item on channels.shopify_variant (connection, inventory_item_id);
create table channels.shopify_level (
    connection        text not null,
    inventory_item_id text not null,
    location_id       text not null,
    available         bigint,
    changed_at        timestamptz,
    published         bigint,
    published_at      timestamptz,
    primary key (connection, inventory_item_id, location_id)
);
--rollback drop table channels.shopify_level; drop table channels.shopify_variant;
