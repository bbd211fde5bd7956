--liquibase formatted sql

--changeset tieout:channels-0006
-- What is fetched from partners, when, and how far it got: one row per connection and stream, claimed by a lease so that one
-- node at a time fetches it. A page's messages and the cursor behind it are written in one transaction. Back-fills are rows of
-- their own, kept as the record of who fetched what again (few; retention is an operator's decision).
set lock_timeout = '5s';
create table channels.poll_stream (
    connection   text not null,
    stream       text not null,
    cursor       text,
    next_run     timestamptz not null,
    lease_until  timestamptz,
    lease_by     uuid,
    last_run     timestamptz,
    last_success timestamptz,
    last_trouble text,
    trouble_at   timestamptz,
    failures     int not null default 0,
    pages        bigint not null default 0,
    found        bigint not null default 0,
    fresh        bigint not null default 0,
    primary key (connection, stream),
    constraint leases_have_an_owner check ((lease_until is null) = (lease_by is null))
);
create index poll_stream_due on channels.poll_stream (next_run);

create table channels.backfill (
    id           uuid primary key,
    connection   text not null,
    stream       text not null,
    window_from  timestamptz not null,
    window_to    timestamptz not null,
    state        text not null check (state in ('RUNNING', 'DONE', 'CANCELLED')),
    cursor       text,
    next_run     timestamptz not null,
    lease_until  timestamptz,
    lease_by     uuid,
    last_run     timestamptz,
    last_trouble text,
    trouble_at   timestamptz,
    failures     int not null default 0,
    pages        bigint not null default 0,
    found        bigint not null default 0,
    fresh        bigint not null default 0,
    requested_by text not null,
    requested_at timestamptz not null,
    ended_at     timestamptz,
    constraint a_window_has_a_length check (window_from < window_to),
    constraint ended_ones_say_when check ((state = 'RUNNING') = (ended_at is null)),
    constraint leases_have_an_owner check ((lease_until is null) = (lease_by is null))
);
create index backfill_due on channels.backfill (next_run) where state = 'RUNNING';
create index backfill_by_connection on channels.backfill (connection, id);
--rollback drop table channels.backfill;
--rollback drop table channels.poll_stream;
