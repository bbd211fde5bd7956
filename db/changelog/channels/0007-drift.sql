--liquibase formatted sql

--changeset tieout:channels-0007
-- What partners' messages have that no model names: a row per shape, with a running count that is added up in memory and
-- written every few seconds. Shapes are few; an adapter that meets more than a few hundred is counted under one of them.
set lock_timeout = '5s';
create table channels.drift (
    id              uuid primary key,
    adapter         text not null,
    novelty         text not null check (novelty in ('FIELD', 'VALUE', 'COLUMN', 'VERSION')),
    path            text not null,
    value           text not null default '',
    sample_message  uuid,
    first_seen      timestamptz not null,
    last_seen       timestamptz not null,
    count           bigint not null check (count > 0),
    acknowledged_at timestamptz,
    acknowledged_by text,
    constraint one_row_per_shape unique (adapter, novelty, path, value),
    constraint acknowledged_by_somebody check ((acknowledged_at is null) = (acknowledged_by is null))
);
--rollback drop table channels.drift;
