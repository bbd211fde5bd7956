--liquibase formatted sql

--changeset tieout:channels-0002
-- Partner accounts. Few rows, read through a cache; secrets are kept by access under connection/<code>/<name>, here are
-- only their names.
set lock_timeout = '5s';
create table channels.connection (
    code      text primary key,
    adapter   text not null,
    entity    text not null,
    zone      text not null,
    settings  jsonb not null default '{}',
    secrets   text[] not null default '{}',
    paused    boolean not null default false,
    version   bigint not null default 0,
    changed_at timestamptz not null
);
--rollback drop table channels.connection;
