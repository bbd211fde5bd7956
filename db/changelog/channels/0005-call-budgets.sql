--liquibase formatted sql

--changeset tieout:channels-0005
-- Token buckets of calls to partners, shared by all nodes; see docs/decisions/0009 for the way. Unlogged: after a crash of
-- the database the limits are learned anew from the partner's first answers. A row per connection and operation, few in all.
set lock_timeout = '5s';
create unlogged table channels.call_budget (
    connection    text not null,
    operation     text not null,
    rate          double precision check (rate > 0),
    burst         double precision check (burst >= 1),
    tokens        double precision not null,
    allowed       boolean not null,
    at            timestamptz not null,
    blocked_until timestamptz,
    learned_from  text,
    calls         bigint not null default 0,
    postponed     bigint not null default 0,
    for_commands  boolean not null default false,
    last_status   int,
    last_call_at  timestamptz,
    primary key (connection, operation),
    constraint rate_and_burst_go_together check ((rate is null) = (burst is null))
) with (fillfactor = 50);
--rollback drop table channels.call_budget;
