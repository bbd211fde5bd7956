--liquibase formatted sql

--changeset tieout:exceptions-0002
-- The exception queue: at most one open item per cause and subject; a repeat counts up. Closed items stay for the history
-- (retention: operations' archive). The open list is read by deadline, all others newest first (ids rise with time).
set lock_timeout = '5s';
create table exceptions.work_item (
    id           uuid primary key,
    code         text not null,
    subject      text not null,
    detail       text not null,
    severity     text not null check (severity in ('LOW', 'NORMAL', 'HIGH', 'CRITICAL')),
    state        text not null check (state in ('OPEN', 'RESOLVED', 'WAIVED')),
    owner_role   text not null,
    assignee     text,
    opened_at    timestamptz not null,
    due_at       timestamptz not null,
    last_seen_at timestamptz not null,
    closed_at    timestamptz,
    closed_by    text,
    outcome      text,
    occurrences  int not null check (occurrences > 0),
    message_id   uuid,
    context      jsonb not null,
    check ((state = 'OPEN') = (closed_at is null))
);
create unique index work_item_one_open on exceptions.work_item (code, subject) where state = 'OPEN';
create index work_item_open_by_deadline on exceptions.work_item (due_at, id) where state = 'OPEN';
create index work_item_by_subject on exceptions.work_item (subject, id);
create index work_item_by_message on exceptions.work_item (message_id) where message_id is not null;
create table exceptions.work_item_alias (
    alias uuid primary key,
    item  uuid not null references exceptions.work_item
);
comment on table exceptions.work_item_alias is
    'Ids given to a caller who raised an item at the same moment as another transaction that committed first.';
create table exceptions.work_item_note (
    id   uuid primary key,
    item uuid not null references exceptions.work_item,
    at   timestamptz not null,
    by   text not null,
    text text not null check (length(text) between 1 and 4000)
);
create index work_item_note_by_item on exceptions.work_item_note (item, id);
--rollback drop table exceptions.work_item_note;
--rollback drop table exceptions.work_item_alias;
--rollback drop table exceptions.work_item;
