--liquibase formatted sql

--changeset tieout:platform-0002
-- The in-process outbox of Spring Modulith (JDBC event publication registry, structure v2), with our own partial indexes:
-- the library indexes neither the failed nor the unfinished ones.
create table platform.event_publication (
    id                     uuid primary key,
    listener_id            text not null,
    event_type             text not null,
    serialized_event       text not null,
    publication_date       timestamptz not null,
    completion_date        timestamptz,
    status                 text,
    completion_attempts    int,
    last_resubmission_date timestamptz
);
create index event_publication_by_content on platform.event_publication using hash (serialized_event);
create index event_publication_failed on platform.event_publication (publication_date) where status = 'FAILED';
create index event_publication_unfinished on platform.event_publication (status, publication_date) where completion_date is null;
--rollback drop table platform.event_publication;
