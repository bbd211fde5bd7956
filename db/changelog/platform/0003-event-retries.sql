--liquibase formatted sql

--changeset tieout:platform-0003
-- Why an event was not heard, which the library does not keep; and where events go that were tried often enough, so that
-- they do not stand in the way of the others. Parked events stay until a person has them tried again or drops them.
set lock_timeout = '10s';
alter table platform.event_publication add column last_error text;
create table platform.parked_event (
    id               uuid primary key,
    listener_id      text not null,
    event_type       text not null,
    serialized_event text not null,
    publication_date timestamptz not null,
    attempts         int not null,
    last_error       text,
    parked_at        timestamptz not null
);
create index parked_event_by_time on platform.parked_event (parked_at, id);
--rollback drop table platform.parked_event;
--rollback alter table platform.event_publication drop column last_error;
