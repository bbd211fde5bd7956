--liquibase formatted sql

--changeset tieout:channels-0015
-- What the Amazon adapter must remember between calls. Orders that a notification told of, until the poller has fetched them
-- (a row lives minutes); which of a seller's offers Amazon fulfils itself, so that merchant stock is never sent for them (one
-- row per seller SKU); and the feeds that were handed over, until Amazon's processing report is in (a year, for the story of
-- what was refused). Hot queries: the oldest rows of a connection, its open feeds.
set lock_timeout = '5s';
create table channels.amazon_changed_order (
    id         uuid primary key,
    connection text not null,
    order_id   text not null,
    noted_at   timestamptz not null
);
create index amazon_changed_order_next on channels.amazon_changed_order (connection, id);
create table channels.amazon_offer (
    connection   text not null,
    seller_sku   text not null,
    fulfilled_by text not null
        constraint amazon_offer_fulfilled_by check (fulfilled_by in ('AMAZON', 'MERCHANT')),
    seen_at      timestamptz not null,
    primary key (connection, seller_sku)
);
create table channels.amazon_feed (
    id          uuid primary key,
    connection  text not null,
    feed_type   text not null,
    subject     text not null,
    messages    jsonb not null,
    document_id text,
    feed_id     text,
    created_at  timestamptz not null,
    state       text not null
        constraint amazon_feed_state check (state in ('STARTED', 'HANDED_OVER', 'DONE', 'FAILED')),
    ended_at    timestamptz,
    constraint amazon_feed_handed_over check (state = 'STARTED' or feed_id is not null),
    constraint amazon_feed_once unique (connection, feed_id)
);
create index amazon_feed_open on channels.amazon_feed (connection, created_at) where state = 'HANDED_OVER';
--rollback drop table channels.amazon_feed; drop table channels.amazon_offer; drop table channels.amazon_changed_order;
