--liquibase formatted sql

--changeset tieout:access-0007
-- What is left of each client's quota, for all nodes together: a token bucket, filled by the time that has passed. Only clients
-- that have a quota are here, one row each, changed by one statement per request. Unlogged, so that no request waits for the
-- disk: after a crash the buckets are full again, which harms nobody. Retention: none needed. Room is left in each page, so that
-- the row is changed in place.
set lock_timeout = '5s';
create unlogged table access.client_quota (
    client  text primary key,
    tokens  double precision not null,
    allowed boolean not null,
    at      timestamptz not null
) with (fillfactor = 20);
--rollback drop table access.client_quota;
