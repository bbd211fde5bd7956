--liquibase formatted sql

--changeset tieout:delivery-0002
-- What must leave, written in the transaction of the fact that caused it. Order per destination and key comes from
-- key_sequence: its row lock is held from taking a number until commit, so numbers and commits have the same order, and
-- it knows how far the key is done, so that a message learns on its way in or on its forerunner's way out that it is next.
set lock_timeout = '5s';

create table delivery.destination (
    code                  text primary key check (code <> '' and length(code) <= 64),
    adapter               text not null,
    entity                text not null,
    url                   text not null,
    allow_internal        boolean not null,
    events                text[] not null check (cardinality(events) > 0),
    settings              jsonb not null default '{}',
    paused                boolean not null default false,
    paused_because        text,
    previous_secret_until timestamptz,
    opening_balances      jsonb not null default '{}',
    version               bigint not null default 0,
    created_at            timestamptz not null
);

create table delivery.key_sequence (
    destination   text not null,
    key           text not null,
    last_sequence bigint not null check (last_sequence > 0),
    done_sequence bigint not null default 0 check (done_sequence >= 0),
    primary key (destination, key),
    constraint done_is_not_beyond_last check (done_sequence <= last_sequence)
);

-- Retention: finished messages are removed after tieout.delivery.retention, the numbers of their keys stay.
create table delivery.outbound_message (
    id              uuid primary key,
    destination     text not null,
    key             text not null,
    sequence        bigint not null check (sequence > 0),
    type            text not null,
    entity          text not null,
    state           text not null check (state in ('PENDING', 'DELIVERED', 'UNKNOWN', 'DEAD', 'SKIPPED')),
    ready           boolean not null,
    attempts        int not null default 0,
    attempts_before int not null default 0,
    next_attempt_at timestamptz,
    claimed_by      uuid,
    answer_lost     boolean not null default false,
    last_error      text,
    body            text not null,
    correlation     text not null,
    cause           uuid,
    reservation     uuid,
    document        uuid,
    document_number text,
    created_at      timestamptz not null,
    delivered_at    timestamptz,
    constraint one_message_per_number unique (destination, key, sequence),
    constraint the_gate check (type not in ('sales-order.released', 'fulfilment.requested') or reservation is not null),
    constraint open_ones_have_a_next_attempt check (state not in ('PENDING', 'UNKNOWN') or next_attempt_at is not null),
    constraint delivered_ones_say_when check ((state = 'DELIVERED') = (delivered_at is not null))
);
-- the worker's: what is due, and nothing that waits behind another of its key
create index outbound_message_due on delivery.outbound_message (destination, next_attempt_at, id)
    where ready and state in ('PENDING', 'UNKNOWN');
-- the lists'
create index outbound_message_by_destination on delivery.outbound_message (destination, id);
create index outbound_message_by_key on delivery.outbound_message (key, id);
create index outbound_message_not_delivered on delivery.outbound_message (state, id) where state <> 'DELIVERED';
create index outbound_message_of_document on delivery.outbound_message (document) where document is not null;

create table delivery.attempt (
    message     uuid not null references delivery.outbound_message (id) on delete cascade,
    number      int not null,
    at          timestamptz not null,
    duration_ms bigint not null,
    status      int,
    answer      text check (length(answer) <= 2100),
    error       text check (length(error) <= 2100),
    primary key (message, number)
);

-- Changes of availability since they were last told: appended without locks, emptied at every interval, the newest wins.
create table delivery.stock_change (
    id        bigint generated always as identity primary key,
    sku       text not null,
    location  text not null,
    available numeric not null,
    at        timestamptz not null
);
--rollback drop table delivery.stock_change;
--rollback drop table delivery.attempt;
--rollback drop table delivery.outbound_message;
--rollback drop table delivery.key_sequence;
--rollback drop table delivery.destination;
