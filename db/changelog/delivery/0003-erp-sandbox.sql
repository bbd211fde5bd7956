--liquibase formatted sql

--changeset tieout:delivery-0003
-- The built-in ERP sandbox: a foreign system in every respect but its address. It has books of its own, is reached over
-- HTTP only, and shares nothing with the hub but the database server.
set lock_timeout = '5s';

create schema erp_sandbox;

create table erp_sandbox.company (
    id         uuid primary key,
    key_hash   text not null unique,
    created_at timestamptz not null
);

create table erp_sandbox.account (
    company uuid not null references erp_sandbox.company,
    code    text not null,
    name    text not null,
    primary key (company, code)
);

create table erp_sandbox.closed_period (
    company uuid not null references erp_sandbox.company,
    period  text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
    primary key (company, period)
);

create table erp_sandbox.series (
    company uuid not null references erp_sandbox.company,
    kind    text not null,
    last    bigint not null,
    primary key (company, kind)
);

create table erp_sandbox.document (
    company     uuid not null references erp_sandbox.company,
    kind        text not null check (kind in ('sales-orders', 'cancellations', 'invoices', 'credit-memos', 'journals')),
    external_id text not null,
    number      text not null,
    posted_on   date,
    content     text not null,
    created_at  timestamptz not null,
    primary key (company, kind, external_id),
    unique (company, kind, number)
);

create table erp_sandbox.journal_line (
    company  uuid not null,
    journal  text not null,
    line     int not null,
    account  text not null,
    debit    numeric not null check (debit >= 0),
    credit   numeric not null check (credit >= 0),
    currency char(3) not null,
    primary key (company, journal, line),
    foreign key (company, account) references erp_sandbox.account (company, code)
);

create table erp_sandbox.fault (
    id          bigint generated always as identity primary key,
    company     uuid not null references erp_sandbox.company,
    kind        text not null check (kind in ('error', 'throttle', 'timeout-after-accept', 'refuse')),
    remaining   int not null check (remaining >= 0),
    retry_after int,
    hang_ms     int,
    code        text,
    message     text
);
--rollback drop schema erp_sandbox cascade;
