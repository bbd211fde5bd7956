--liquibase formatted sql

--changeset tieout:channels-0016
-- When Amazon's own stock of a SKU was last counted: what Amazon had shipped before is out of that figure already. One row per
-- SKU and connection; read once for each order that Amazon ships.
set lock_timeout = '5s';
create table channels.amazon_stock_count (
    connection text not null,
    sku        text not null,
    as_of      timestamptz not null,
    primary key (connection, sku)
);
--rollback drop table channels.amazon_stock_count;
