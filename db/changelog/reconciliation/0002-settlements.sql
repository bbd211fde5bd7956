--liquibase formatted sql

--changeset tieout:reconciliation-0002
-- Settlements and payouts with their rows. What must hold is held here: a settlement is kept only if it foots, one version
-- of it is active, and only the active version may be posted. Rows are written once, by COPY and one insert, and are kept as
-- long as the books are; they carry no foreign key because two hundred thousand checks per file would prove nothing that the
-- single writer does not.
create table reconciliation.settlement (
    id             uuid primary key,
    connection     text not null,
    entity         text not null,
    kind           text not null,
    external_id    text not null,
    version        int not null check (version > 0),
    active         boolean not null,
    state          text not null check (state in ('FOOTED', 'POSTED', 'RECONCILED', 'SUPERSEDED')),
    period_start   timestamptz,
    period_end     timestamptz,
    deposit_date   date,
    zone           text not null,
    currency       char(3) not null,
    opening        numeric not null,
    lines          numeric not null,
    closing        numeric not null,
    deposit        numeric not null,
    row_count      bigint not null check (row_count > 0),
    content_hash   text not null,
    class_totals   jsonb not null default '{}',
    outcomes       jsonb not null default '{}',
    bank_reference text,
    bank_line      uuid,
    posted_events  bigint,
    held_for       text,
    message        uuid not null,
    taken_at       timestamptz not null,
    posted_at      timestamptz,
    constraint settlement_foots check (opening + lines - closing = deposit),
    constraint settlement_version_once unique (connection, external_id, version),
    constraint settlement_posted_is_active check (active or state in ('FOOTED', 'SUPERSEDED')),
    constraint settlement_posted_says_what check ((state in ('POSTED', 'RECONCILED')) = (posted_events is not null))
);
create unique index settlement_one_active on reconciliation.settlement (connection, external_id) where active;
create index settlement_newest on reconciliation.settlement (taken_at desc, id desc);
create index settlement_chain on reconciliation.settlement (connection, currency, period_start) where active;
create index settlement_awaits_bank on reconciliation.settlement (entity, currency, deposit) where active and state = 'POSTED';

create table reconciliation.settlement_line (
    settlement_id      uuid not null,
    position           bigint not null,
    row_number         bigint not null,
    part               smallint not null,
    type               text not null,
    class              text not null,
    registered_class   text,
    side               char(1) check (side in ('S', 'R')),
    reference          text,
    item_reference     text,
    shipment_reference text,
    sku                text,
    quantity           numeric,
    amount             numeric not null,
    difference         numeric,
    posted_at          timestamptz not null,
    business_date      date not null,
    outcome            text not null,
    rule               text,
    evidence           text[] not null default '{}',
    constraint settlement_line_pk primary key (settlement_id, position)
);
create index settlement_line_by_reference on reconciliation.settlement_line (reference) where reference is not null;
create index settlement_line_by_outcome on reconciliation.settlement_line (settlement_id, outcome, position)
    where outcome in ('AMOUNT_MISMATCH', 'UNEXPECTED', 'UNKNOWN_TYPE', 'DUPLICATE', 'MATCHED_WITH_DIFFERENCE');
--rollback drop table reconciliation.settlement_line;
--rollback drop table reconciliation.settlement;
