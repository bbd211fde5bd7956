--liquibase formatted sql

-- Accounting periods that were ever mentioned, the counters of journal numbers, exchange rates, and from what amount on a
-- second person must approve. Retention: for ever; a few rows per entity and month.

--changeset tieout:finance-0003 splitStatements:false
set lock_timeout = '5s';

create table finance.period (
    entity     text not null,
    period     text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    state      text not null check (state in ('OPEN', 'SOFT_CLOSED', 'CLOSED')),
    changed_by text not null,
    changed_at timestamptz not null,
    primary key (entity, period)
);

create table finance.journal_counter (
    entity text not null,
    period text not null,
    last   bigint not null check (last >= 0),
    primary key (entity, period)
);

create table finance.exchange_rate (
    currency   char(3) not null,
    functional char(3) not null,
    valid_from date not null,
    rate       numeric not null check (rate > 0),
    entered_by text not null,
    entered_at timestamptz not null,
    primary key (currency, functional, valid_from),
    check (currency <> functional)
);

create table finance.approval_threshold (
    id          uuid primary key,
    entity      text not null,
    kind        text not null check (kind in ('journal', 'event-journal')),
    amount      numeric not null check (amount >= 0),
    currency    char(3) not null,
    state       text not null check (state in ('SUBMITTED', 'IN_FORCE', 'REJECTED', 'SUPERSEDED')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    constraint threshold_four_eyes check (decided_by <> proposed_by)
);
create unique index approval_threshold_in_force on finance.approval_threshold (entity, kind) where state = 'IN_FORCE';
create unique index approval_threshold_submitted on finance.approval_threshold (entity, kind) where state = 'SUBMITTED';
--rollback drop table finance.approval_threshold; drop table finance.exchange_rate; drop table finance.journal_counter; drop table finance.period;
