--liquibase formatted sql

--changeset tieout:channels-0011
-- Square tells of an order and of its payments apart and in any order, names goods by catalogue variation, and its webhooks of
-- orders hold no order. Kept here: payments until their order needs them, the SKU of each variation, and the orders that a
-- webhook named and nobody has fetched yet. Payments are rows per till payment: retention is an operator's decision by
-- changed_at (default 400 days); variations are bounded by the catalogue, wanted orders are removed when fetched. Hot queries:
-- payments of an order, oldest wanted orders of a connection.
set lock_timeout = '5s';
create table channels.square_payment (
    connection   text not null,
    payment_id   text not null,
    order_id     text,
    state        text not null,
    method       text not null,
    currency     char(3) not null,
    amount       numeric not null,
    tip          numeric not null,
    changed_at   timestamptz not null,
    primary key (connection, payment_id)
);
create index square_payment_order on channels.square_payment (connection, order_id);
create table channels.square_variation (
    connection   text not null,
    variation_id text not null,
    sku          text,
    name         text,
    gone         boolean not null default false,
    version      bigint not null,
    primary key (connection, variation_id)
);
create index square_variation_sku on channels.square_variation (connection, sku) where sku is not null;
create table channels.square_wanted_order (
    connection text not null,
    order_id   text not null,
    version    bigint not null,
    wanted_at  timestamptz not null,
    primary key (connection, order_id)
);
create index square_wanted_order_age on channels.square_wanted_order (connection, wanted_at);
--rollback drop table channels.square_wanted_order; drop table channels.square_variation; drop table channels.square_payment;
