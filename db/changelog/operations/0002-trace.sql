--liquibase formatted sql

--changeset tieout:operations-0002
-- The story of every business object. Steps are kept by subject; identifiers lead to subjects, so that a step costs one row
-- however many names its object has. Grows for ever; archived by month of at.
create table operations.trace_step (
    id           bigint generated always as identity primary key,
    at           timestamptz not null,
    what         text not null,
    done_by      text not null,
    subject      text not null,
    message_id   uuid,
    state        text not null,
    detail       jsonb not null
);
create index trace_step_by_subject on operations.trace_step (subject, at, id);

create table operations.trace_identifier (
    identifier text not null,
    subject    text not null,
    primary key (identifier, subject)
);
create index trace_identifier_by_subject on operations.trace_identifier (subject);
--rollback drop table operations.trace_identifier; drop table operations.trace_step;
