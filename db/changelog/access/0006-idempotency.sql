--liquibase formatted sql

--changeset tieout:access-0006
-- Answers to requests with an Idempotency-Key, so that a repeat gets the first answer. A row without an answer is a request
-- that is running, or that died half way: it is given up after some minutes. Rows are removed after a day (index by time).
set lock_timeout = '5s';
create table access.idempotent_request (
    actor        text not null,
    key          text not null check (length(key) <= 255),
    request_hash bytea not null,
    started_at   timestamptz not null,
    status       int,
    content_type text,
    location     text,
    body         bytea,
    primary key (actor, key)
);
create index idempotent_request_by_age on access.idempotent_request (started_at);
--rollback drop table access.idempotent_request;
