--liquibase formatted sql

--changeset tieout:inbox-0001
create schema inbox;
--rollback drop schema inbox;
