--liquibase formatted sql

--changeset tieout:catalog-0002
-- Master data that other modules look up by code. Rows are few (some hundred locations, some ten thousand products) and are
-- never deleted by retention: what history names must stay explainable. A product is made inactive instead.
set lock_timeout = '5s';

create table catalog.legal_entity (
    code     text primary key check (code <> ''),
    name     text not null check (name <> ''),
    country  char(2) not null,
    currency char(3) not null,
    zone     text not null
);

create table catalog.location (
    code            text primary key check (code <> ''),
    type            text not null check (type in ('STORE', 'WAREHOUSE', 'THIRD_PARTY', 'VIRTUAL')),
    entity          text not null references catalog.legal_entity (code),
    region          text not null,
    country         char(2) not null,
    zone            text not null,
    stock_authority text not null check (stock_authority in ('HUB', 'STORE')),
    fulfils         boolean not null
);
create index location_by_entity on catalog.location (entity);

create table catalog.product (
    sku          text primary key check (sku <> ''),
    gtin         text check (gtin ~ '^[0-9]{8}([0-9]{4,6})?$'),
    name         text not null check (name <> ''),
    tax_category text not null check (tax_category <> ''),
    unit         text not null check (unit <> ''),
    active       boolean not null
);
create index product_by_gtin on catalog.product (gtin) where gtin is not null;

-- One row, raised by every change in the transaction of that change: by it all nodes notice that their caches are stale.
create table catalog.revision (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into catalog.revision (number) values (0);
--rollback drop table catalog.revision; drop table catalog.product; drop table catalog.location; drop table catalog.legal_entity;
