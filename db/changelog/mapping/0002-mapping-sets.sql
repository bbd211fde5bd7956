--liquibase formatted sql

--changeset tieout:mapping-0002 splitStatements:false
-- Mapping sets: each states what some codes mean from a day on; what a set does not mention stays as it was. Whatever was once
-- in force explains bookings, so nothing is ever deleted but entries of drafts. The database itself holds four eyes.
set lock_timeout = '5s';

create table mapping.mapping_set (
    id            uuid primary key,
    kind          text not null check (kind <> ''),
    partner       text not null check (partner <> ''),
    number        int not null check (number > 0),
    state         text not null check (state in ('DRAFT', 'SUBMITTED', 'APPROVED', 'IN_FORCE', 'SUPERSEDED', 'REJECTED')),
    approval      text not null check (approval in ('FOUR_EYES', 'BUILT_IN', 'BOOTSTRAP')),
    valid_from    date not null,
    note          text,
    proposed_by   text not null,
    proposed_at   timestamptz not null,
    submitted_by  text,
    submitted_at  timestamptz,
    decided_by    text,
    decided_at    timestamptz,
    decision_note text,
    took_force_at timestamptz,
    revision      int not null default 0,
    unique (kind, partner, number),
    constraint mapping_set_four_eyes check (
        state not in ('APPROVED', 'IN_FORCE', 'SUPERSEDED') or approval <> 'FOUR_EYES'
        or (submitted_by is not null and decided_by is not null
            and decided_by <> proposed_by and decided_by <> submitted_by)),
    constraint mapping_set_submitted check (state in ('DRAFT', 'REJECTED') or submitted_by is not null or approval <> 'FOUR_EYES'),
    constraint mapping_set_decided check (
        state in ('DRAFT', 'SUBMITTED') or (decided_by is not null and decided_at is not null))
);
create index mapping_set_due on mapping.mapping_set (valid_from) where state = 'APPROVED';
create index mapping_set_waiting on mapping.mapping_set (submitted_at) where state = 'SUBMITTED';

create table mapping.entry (
    mapping_set uuid not null references mapping.mapping_set (id),
    code        text not null check (code <> ''),
    value       text check (value <> ''),
    primary key (mapping_set, code)
);

-- What a second person saw is what takes force.
create function mapping.only_drafts_change() returns trigger language plpgsql as $$
declare
    changed uuid := case when tg_op = 'DELETE' then old.mapping_set else new.mapping_set end;
begin
    if not exists (select 1 from mapping.mapping_set where id = changed and state = 'DRAFT') then
        raise exception 'mapping set % is no draft any more', changed using errcode = 'restrict_violation';
    end if;
    return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger entry_only_in_drafts before insert or update or delete on mapping.entry
    for each row execute function mapping.only_drafts_change();

-- Codes that were asked for and had no mapping: for coverage, and to know who waits for a default. Some ten thousand at most.
create table mapping.asked_code (
    kind       text not null,
    partner    text not null,
    code       text not null,
    first_at   timestamptz not null,
    last_at    timestamptz not null,
    times      bigint not null,
    primary key (kind, partner, code)
);

create table mapping.revision (
    only_row boolean primary key default true check (only_row),
    number   bigint not null
);
insert into mapping.revision (number) values (0);
--rollback drop table mapping.revision; drop table mapping.asked_code; drop table mapping.entry; drop table mapping.mapping_set; drop function mapping.only_drafts_change();
