--liquibase formatted sql

--changeset tieout:channels-0004 splitStatements:false
-- Versions of declarative adapters. Whatever was once in force explains orders, so nothing is ever deleted, and what a second
-- person saw is what takes force: the database itself holds both, and four eyes. Few rows, read through a cache.
set lock_timeout = '5s';

create table channels.adapter_version (
    id            uuid primary key,
    code          text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    number        int not null check (number > 0),
    state         text not null check (state in ('DRAFT', 'SUBMITTED', 'IN_FORCE', 'SUPERSEDED', 'REJECTED')),
    approval      text not null check (approval in ('FOUR_EYES', 'BUILT_IN')),
    definition    text not null check (definition <> ''),
    note          text,
    proposed_by   text not null,
    proposed_at   timestamptz not null,
    submitted_by  text,
    submitted_at  timestamptz,
    decided_by    text,
    decided_at    timestamptz,
    decision_note text,
    revision      int not null default 0,
    unique (code, number),
    constraint adapter_version_four_eyes check (
        state not in ('IN_FORCE', 'SUPERSEDED') or approval <> 'FOUR_EYES'
        or (submitted_by is not null and decided_by is not null
            and decided_by <> proposed_by and decided_by <> submitted_by)),
    constraint adapter_version_submitted check (state in ('DRAFT', 'REJECTED') or submitted_by is not null or approval <> 'FOUR_EYES'),
    constraint adapter_version_decided check (
        state in ('DRAFT', 'SUBMITTED') or (decided_by is not null and decided_at is not null))
);
create unique index adapter_version_in_force on channels.adapter_version (code) where state = 'IN_FORCE';

create function channels.only_drafts_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'adapter version % is kept for ever', old.id using errcode = 'restrict_violation';
    end if;
    if new.id <> old.id or new.code <> old.code or new.number <> old.number or new.proposed_by <> old.proposed_by
        or new.approval <> old.approval then
        raise exception 'adapter version % keeps its name', old.id using errcode = 'restrict_violation';
    end if;
    if old.state <> 'DRAFT'
        and (new.definition <> old.definition or new.state = 'DRAFT'
             or new.submitted_by is distinct from old.submitted_by) then
        raise exception 'adapter version % is no draft any more', old.id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
create trigger adapter_version_only_drafts_change before update or delete on channels.adapter_version
    for each row execute function channels.only_drafts_change();

create table channels.adapter_revision (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into channels.adapter_revision (number) values (0);
--rollback drop table channels.adapter_revision; drop table channels.adapter_version; drop function channels.only_drafts_change();
