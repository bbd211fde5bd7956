--liquibase formatted sql

--changeset tieout:catalog-0004
-- Price lists, their prices and promotions, each with the time in which it holds. '*' in a scope is any. Some hundred thousand
-- prices; past ones stay, since orders are explained by them. changed_at is the owning system's time of the change: of two
-- messages that come in the wrong order the newer one stands.
set lock_timeout = '5s';

create table catalog.price_list (
    code          text primary key check (code <> ''),
    name          text not null check (name <> ''),
    currency      char(3) not null,
    tax_inclusive boolean not null,
    connection    text not null default '*' check (connection <> ''),
    region        text not null default '*' check (region <> ''),
    store         text not null default '*' check (store <> ''),
    valid_from    timestamptz not null,
    valid_to      timestamptz,
    priority      integer not null default 0,
    constraint price_list_lasts check (valid_to > valid_from)
);

-- A price without an end holds until the next one of its list begins; one with an end lies over it for that time.
create table catalog.price (
    list       text not null references catalog.price_list (code),
    sku        text not null references catalog.product (sku),
    valid_from timestamptz not null,
    valid_to   timestamptz,
    permanent  boolean generated always as (valid_to is null) stored,
    amount     numeric(24, 6) not null check (amount >= 0),
    changed_at timestamptz not null,
    primary key (sku, list, permanent, valid_from),
    constraint price_lasts check (valid_to > valid_from)
);
create index price_by_list on catalog.price (list, sku);
create index price_by_start on catalog.price (valid_from);
create index price_by_end on catalog.price (valid_to) where valid_to is not null;

create table catalog.promotion (
    code       text primary key check (code <> ''),
    name       text not null check (name <> ''),
    connection text not null default '*' check (connection <> ''),
    region     text not null default '*' check (region <> ''),
    store      text not null default '*' check (store <> ''),
    valid_from timestamptz not null,
    valid_to   timestamptz not null,
    effect     text not null check (effect in ('PERCENT_OFF', 'AMOUNT_OFF', 'FIXED_PRICE')),
    value      numeric(24, 6) not null check (value >= 0),
    currency   char(3),
    skus       text[] not null default '{}',
    hierarchy  text check (hierarchy <> ''),
    priority   integer not null default 0,
    combinable boolean not null default false,
    changed_at timestamptz not null,
    constraint promotion_lasts check (valid_to > valid_from),
    constraint promotion_percent_is_part check (effect <> 'PERCENT_OFF' or value <= 100),
    constraint promotion_currency check ((effect = 'PERCENT_OFF') = (currency is null))
);
--rollback drop table catalog.promotion; drop table catalog.price; drop table catalog.price_list;
