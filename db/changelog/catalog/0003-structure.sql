--liquibase formatted sql

--changeset tieout:catalog-0003
-- What a product is beside its name: where it stands in the hierarchy, what further attributes say of it, what a bundle is
-- made of, in what packs it comes, and under what other codes partners call it. Some ten thousand rows each, kept for as long
-- as the product: history must stay explainable.
set lock_timeout = '5s';

alter table catalog.product add column hierarchy text check (hierarchy <> '');
alter table catalog.product add column attributes jsonb not null default '{}'::jsonb
    check (jsonb_typeof(attributes) = 'object');
create index product_by_hierarchy on catalog.product (hierarchy text_pattern_ops) where hierarchy is not null;

alter table catalog.location
    add column dedicated_to     text check (dedicated_to <> ''),
    add column latitude         numeric(9, 6) check (latitude between -90 and 90),
    add column longitude        numeric(9, 6) check (longitude between -180 and 180),
    add column postal_area      text check (postal_area <> ''),
    add column capacity_per_day integer check (capacity_per_day >= 0),
    add column holds_stock      boolean not null default true,
    add constraint location_coordinates_whole check ((latitude is null) = (longitude is null));

-- A bundle has no stock of its own; it is sold as its components. A component's share of the price is stated for all
-- components or for none.
create table catalog.bundle_component (
    bundle      text not null references catalog.product (sku),
    component   text not null references catalog.product (sku),
    position    integer not null,
    quantity    numeric(24, 6) not null check (quantity > 0),
    price_share numeric(24, 6) check (price_share >= 0),
    primary key (bundle, component),
    constraint bundle_not_of_itself check (bundle <> component)
);
create index bundle_component_by_component on catalog.bundle_component (component);

-- One of the unit holds so many of the product's stock unit.
create table catalog.product_unit (
    sku      text not null references catalog.product (sku),
    unit     text not null check (unit <> ''),
    contains numeric(24, 6) not null check (contains > 0),
    gtin     text check (gtin ~ '^[0-9]{8}([0-9]{4,6})?$'),
    primary key (sku, unit)
);

-- connection '*' is any. From valid_from on the code means the SKU, until a later row of the same code says otherwise.
create table catalog.sku_alias (
    code       text not null check (code <> ''),
    connection text not null check (connection <> ''),
    valid_from date not null,
    sku        text not null references catalog.product (sku),
    note       text,
    primary key (code, connection, valid_from)
);
create index sku_alias_by_sku on catalog.sku_alias (sku);
--rollback drop table catalog.sku_alias; drop table catalog.product_unit; drop table catalog.bundle_component;
--rollback alter table catalog.location drop column dedicated_to, drop column latitude, drop column longitude, drop column postal_area, drop column capacity_per_day, drop column holds_stock;
--rollback alter table catalog.product drop column hierarchy, drop column attributes;
