--liquibase formatted sql

--changeset tieout:access-0002
-- Named people who sign in to the browser side. Few rows, kept for ever: the audit log names them. A password is only ever
-- here as an encoded hash.
set lock_timeout = '5s';
create table access.person (
    name                 text primary key check (name ~ '^[a-z0-9][a-z0-9._@-]{0,63}$'),
    display_name         text not null check (length(display_name) between 1 and 128),
    password_hash        text not null,
    must_change_password boolean not null,
    roles                text[] not null,
    enabled              boolean not null default true,
    failed_attempts      int not null default 0 check (failed_attempts >= 0),
    locked_until         timestamptz,
    stamp                bigint not null default 0,
    created_at           timestamptz not null,
    created_by           text not null,
    last_sign_in_at      timestamptz
);
comment on column access.person.stamp is 'Rises with every change that must end or change running sessions.';
--rollback drop table access.person;
