--liquibase formatted sql

--changeset tieout:inbox-0004
-- A message of many transactions is taken apart where one of them is in trouble: its parts are messages of their own and name
-- the message that was received, so that every story leads back to the bytes as they came. Hot query: the parts of a message.
set lock_timeout = '5s';
alter table inbox.message add column parent uuid;
create index message_by_parent on inbox.message (parent, seq) where parent is not null;
--rollback drop index inbox.message_by_parent; alter table inbox.message drop column parent;
