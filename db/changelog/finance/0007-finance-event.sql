--liquibase formatted sql

-- What happened, in amounts, from the moment it is known until it is posted; written in the transaction of the fact itself.
-- A parked event waits for the key in waits_for, and one open work item owns that. Retention: a posted event may go after its
-- period is closed, since the journal holds it. Hot queries: the oldest new ones, those that wait for a key, those of a period.

--changeset tieout:finance-0007 splitStatements:false
set lock_timeout = '5s';

create table finance.finance_event (
    id            uuid primary key,
    key           text not null unique,
    type          text not null,
    entity        text not null,
    subject       text not null,
    business_date date not null,
    occurred_at   timestamptz not null,
    message       uuid,
    source_row    bigint,
    correlation   text not null,
    payload       jsonb not null,
    state         text not null check (state in ('NEW', 'POSTED', 'NOTHING_TO_POST', 'PARKED', 'AWAITS_APPROVAL', 'FAILED', 'REJECTED')),
    waits_for     text,
    problem       text,
    attempts      integer not null default 0,
    due_at        timestamptz not null,
    recorded_at   timestamptz not null,
    constraint event_waits_for_something check ((state = 'PARKED') = (waits_for is not null))
);
create index finance_event_new on finance.finance_event (id) where state = 'NEW';
create index finance_event_parked on finance.finance_event (waits_for) where state = 'PARKED';
create index finance_event_unposted on finance.finance_event (entity, business_date)
    where state in ('NEW', 'PARKED', 'AWAITS_APPROVAL', 'FAILED');
--rollback drop table finance.finance_event;
