--liquibase formatted sql

--changeset tieout:access-0005
-- Secrets of connections and destinations: either encrypted (AES-256-GCM, nonce first, the name as associated data) or a
-- reference to an environment variable, never both.
set lock_timeout = '5s';
create table access.secret (
    name       text primary key,
    sealed     bytea,
    key_id     text,
    reference  text,
    updated_at timestamptz not null,
    check ((sealed is null) <> (reference is null)),
    check ((sealed is null) = (key_id is null))
);
--rollback drop table access.secret;
