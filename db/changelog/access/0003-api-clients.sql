--liquibase formatted sql

--changeset tieout:access-0003
-- API clients and their keys. Keys are random (256 bits), so a plain SHA-256 is a safe lookup value; the key itself is shown
-- once and kept nowhere. A client has more than one valid key only while a rotation overlaps.
set lock_timeout = '5s';
create table access.api_client (
    code            text primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$'),
    scopes          text[] not null,
    rate_per_minute int check (rate_per_minute > 0),
    expires_at      timestamptz,
    enabled         boolean not null default true,
    created_at      timestamptz not null,
    created_by      text not null,
    last_used_at    timestamptz
);
create table access.api_key (
    id         uuid primary key,
    client     text not null references access.api_client on delete cascade,
    hash       bytea not null unique check (length(hash) = 32),
    hint       text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    revoked_at timestamptz
);
create index api_key_by_client on access.api_key (client);
--rollback drop table access.api_key;
--rollback drop table access.api_client;
