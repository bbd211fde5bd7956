--liquibase formatted sql

--changeset tieout:channels-0020 splitStatements:false
-- How each store's tills reach the hub, and since which business date. A stage is proposed by one person and put in force by
-- another; what was once in force explains what was booked, so nothing is deleted. Few rows: some per store.
set lock_timeout = '5s';
create table channels.store_stage (
    id                uuid primary key,
    location          text not null,
    stage             text not null constraint store_stage_stage check (stage in ('LEGACY_FILE', 'DUAL_RUN', 'API')),
    from_date         date not null,
    legacy_connection text,
    api_connection    text,
    state             text not null constraint store_stage_state check (state in ('PROPOSED', 'IN_FORCE', 'REJECTED')),
    reason            text not null check (reason <> ''),
    proposed_by       text not null,
    proposed_at       timestamptz not null,
    decided_by        text,
    decided_at        timestamptz,
    constraint store_stage_feeds check (
        (stage = 'API' or legacy_connection is not null) and (stage = 'LEGACY_FILE' or api_connection is not null)
        and legacy_connection is distinct from api_connection),
    constraint store_stage_four_eyes check (
        (state = 'PROPOSED') = (decided_by is null) and (decided_by is null) = (decided_at is null)
        and (state <> 'IN_FORCE' or decided_by <> proposed_by))
);
create unique index store_stage_in_force on channels.store_stage (location, from_date) where state = 'IN_FORCE';
create unique index store_stage_proposed on channels.store_stage (location) where state = 'PROPOSED';

-- Of stores in dual run: each receipt as each feed told it. The partial unique index is what holds that a receipt is booked
-- once, whichever feed brings it first. Some 1,000 rows per store, feed and day while a store is in dual run; may be removed by
-- business_date once the store is cut over. Hot query: one store's day, by the primary key.
create table channels.feed_receipt (
    location        text not null,
    business_date   date not null,
    workstation     text not null,
    sequence_number bigint not null,
    kind            text not null constraint feed_receipt_kind check (kind in ('RECEIPT', 'VOID')),
    connection      text not null,
    external_id     text not null,
    booked          boolean not null,
    currency        char(3),
    total           numeric not null,
    quantities      jsonb not null,
    tenders         jsonb not null,
    message_id      uuid,
    primary key (location, business_date, workstation, sequence_number, kind, connection)
);
create unique index feed_receipt_booked_once
    on channels.feed_receipt (location, business_date, workstation, sequence_number, kind) where booked;

-- Business days of stores in dual run that were looked at once they were over.
create table channels.feed_day (
    location      text not null,
    business_date date not null,
    judged_at     timestamptz not null,
    primary key (location, business_date)
);
--rollback drop table channels.feed_day; drop table channels.feed_receipt; drop table channels.store_stage;
