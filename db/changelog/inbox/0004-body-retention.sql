--liquibase formatted sql

--changeset tieout:inbox-0005
-- When the bytes of a message were removed, by tieout.inbox.body-retention; the row with its hash and identity stays, so that a
-- repeat is still known as one. Found through message_received_at.
set lock_timeout = '5s';
alter table inbox.message
    add column body_removed_at timestamptz,
    add constraint message_removed_is_done check (body_removed_at is null or state in ('PROCESSED', 'IGNORED'));
--rollback alter table inbox.message drop constraint message_removed_is_done, drop column body_removed_at;
