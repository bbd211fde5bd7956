--liquibase formatted sql

--changeset tieout:channels-0030
-- What goes out to channels: availability, prices, product facts. A change is noted by one appended row in the transaction of
-- its cause; a worker folds the notes into one row per connection, kind and SKU, so that of many changes only the newest
-- figure is ever sent. Notes live for seconds; items for as long as the connection (products times connections); batches for
-- thirty days after their end, by the worker.
set lock_timeout = '5s';

create table channels.feed_note (
    id   bigint generated always as identity primary key,
    kind text not null check (kind in ('AVAILABILITY', 'PRICE', 'PRODUCT')),
    sku  text not null,
    at   timestamptz not null
);

-- place '' where the channel has one stock. changed_at: since when the channel has not been told the newest; null where it has.
create table channels.feed_item (
    connection      text not null,
    kind            text not null check (kind in ('AVAILABILITY', 'PRICE', 'PRODUCT')),
    sku             text not null,
    place           text not null default '',
    changed_at      timestamptz,
    told            text,
    told_revision   bigint,
    told_at         timestamptz,
    acked           text,
    acked_revision  bigint,
    acked_at        timestamptz,
    primary key (connection, kind, sku, place)
);
create index feed_item_to_tell on channels.feed_item (connection, kind, changed_at) where changed_at is not null;
create index feed_item_by_revision on channels.feed_item (connection, kind, told_revision);

create table channels.feed_batch (
    connection text not null,
    kind       text not null,
    revision   bigint not null,
    message    uuid not null unique,
    items      integer not null,
    told_at    timestamptz not null,
    oldest_at  timestamptz not null,
    state      text not null check (state in ('WAITING', 'ACCEPTED', 'REFUSED')),
    reason     text,
    ended_at   timestamptz,
    primary key (connection, kind, revision),
    constraint feed_batch_ended check ((state = 'WAITING') = (ended_at is null))
);
create unique index feed_batch_one_under_way on channels.feed_batch (connection, kind) where state = 'WAITING';
create index feed_batch_ended on channels.feed_batch (ended_at) where ended_at is not null;

-- One row per connection and kind; its lock makes one node at a time publish it.
create table channels.feed (
    connection text not null,
    kind       text not null,
    revision   bigint not null default 0,
    primary key (connection, kind)
);

-- Up to when prices were looked through for those that begin or end by themselves. Its lock makes one node fold the notes.
create table channels.feed_clock (
    only_row       boolean primary key default true check (only_row),
    prices_seen_at timestamptz not null
);
insert into channels.feed_clock (prices_seen_at) values (now());
--rollback drop table channels.feed_clock; drop table channels.feed; drop table channels.feed_batch; drop table channels.feed_item; drop table channels.feed_note;
