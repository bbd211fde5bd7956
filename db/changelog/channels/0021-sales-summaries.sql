--liquibase formatted sql

--changeset tieout:channels-0021
-- What stores' reports say they sold in a period, article by article and without tenders. The goods are stock movements; the
-- money is the store-day's. A report that comes again with the same figures changes nothing. Rows: articles x stores x periods;
-- retention as that of movements. Hot query: one store's periods.
set lock_timeout = '5s';
create table channels.sales_summary (
    connection text not null,
    location   text not null,
    from_date  date not null,
    to_date    date not null,
    sku        text not null,
    sold       numeric not null,
    returned   numeric not null,
    on_hand    numeric,
    amount     numeric,
    currency   char(3),
    booked     boolean not null,
    report     text not null,
    message_id uuid,
    primary key (connection, location, from_date, to_date, sku),
    constraint sales_summary_period check (from_date <= to_date)
);
create index sales_summary_location on channels.sales_summary (location, from_date, to_date);
--rollback drop table channels.sales_summary;
