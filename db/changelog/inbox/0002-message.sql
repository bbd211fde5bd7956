--liquibase formatted sql

--changeset tieout:inbox-0002
-- Every message as it came. Small bodies lie compressed in the row, so that storing and claiming a message is one statement
-- each; large ones, and repaired ones, are chunks beside it. The row is never deleted by the flow: retention (default 400
-- days after the end, by received_at) is an operator's decision, served by message_received_at.
-- trouble_code and trouble_subject name the open work item of the last failure, until the message ends well.
-- Hot queries: the claim (message_waiting), who stands before me (message_in_the_way), who waits for this (message_waits_for).
set lock_timeout = '5s';
create table inbox.message (
    id              uuid primary key,
    seq             bigint generated always as identity unique,
    connection      text not null,
    adapter         text not null,
    kind            text not null,
    identity        text not null,
    version         text not null default '',
    ordering_key    text,
    sha256          text not null check (length(sha256) = 64),
    size_bytes      bigint not null check (size_bytes >= 0),
    content_type    text not null,
    headers         jsonb not null default '{}',
    correlation_id  text not null,
    received_at     timestamptz not null,
    body            bytea,
    revision        integer not null default 0,
    state           text not null default 'RECEIVED'
                    check (state in ('RECEIVED', 'PROCESSED', 'IGNORED', 'PARKED', 'FAILED')),
    code            text,
    reason          text,
    waits_for       text,
    owner_role      text,
    trouble_code    text,
    trouble_subject text,
    subjects        text[] not null default '{}',
    work_item       uuid,
    attempts        integer not null default 0,
    tries           integer not null default 0,
    due_at          timestamptz not null,
    ended_at        timestamptz,
    constraint message_identity unique (connection, kind, identity, version),
    constraint message_parked_waits check (state <> 'PARKED' or waits_for is not null),
    constraint message_failed_says_why check (state not in ('FAILED', 'PARKED') or (code is not null and reason is not null)),
    constraint message_ended check ((state = 'RECEIVED') = (ended_at is null))
);
-- The bytes are compressed already.
alter table inbox.message alter column body set storage external;
create index message_waiting on inbox.message (seq) where state = 'RECEIVED';
create index message_in_the_way on inbox.message (ordering_key, seq)
    where ordering_key is not null and state in ('RECEIVED', 'FAILED', 'PARKED');
create index message_waits_for on inbox.message (waits_for) where state = 'PARKED';
create index message_troubled on inbox.message (seq) where state in ('FAILED', 'PARKED');
create index message_received_at on inbox.message (received_at);
create index message_by_connection on inbox.message (connection, kind, seq);
--rollback drop table inbox.message;

--changeset tieout:inbox-0003
-- Bodies too large for the row (revision 0) and repaired bodies (from revision 1 on): each chunk compressed by itself, so
-- that reading and writing never hold more than one. Chunks are never changed.
set lock_timeout = '5s';
create table inbox.body_chunk (
    message_id  uuid not null,
    revision    integer not null,
    chunk       integer not null,
    data        bytea not null,
    primary key (message_id, revision, chunk)
);
alter table inbox.body_chunk alter column data set storage external;
--rollback drop table inbox.body_chunk;
