--liquibase formatted sql

--changeset tieout:access-0004 splitStatements:false
-- The audit log. An entry is written in the transaction of its deed and holds no lock that another deed would wait for; a
-- single writer then links committed entries into the hash chain. Nothing in either table is ever changed or removed.
set lock_timeout = '5s';
create table access.audit_entry (
    id             uuid primary key,
    at             timestamptz not null,
    actor          text not null,
    action         text not null,
    subject        text not null,
    detail         jsonb not null,
    correlation_id text not null
);
create index audit_entry_by_subject on access.audit_entry (subject, id);
create index audit_entry_by_actor on access.audit_entry (actor, id);
create table access.audit_link (
    position      bigint primary key check (position > 0),
    entry         uuid not null unique references access.audit_entry,
    previous_hash bytea not null check (length(previous_hash) = 32),
    hash          bytea not null check (length(hash) = 32)
);
create table access.audit_unlinked (
    entry uuid primary key references access.audit_entry
);
comment on table access.audit_unlinked is 'Committed entries that the chain writer has yet to link; empty but for moments.';
create function access.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'The audit log is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_entry_append_only before update or delete or truncate on access.audit_entry
    for each statement execute function access.refuse_change();
create trigger audit_link_append_only before update or delete or truncate on access.audit_link
    for each statement execute function access.refuse_change();
--rollback drop table access.audit_unlinked; drop table access.audit_link; drop table access.audit_entry; drop function access.refuse_change();
