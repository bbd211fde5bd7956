--liquibase formatted sql

--changeset tieout:platform-0001
create schema platform;
--rollback drop schema platform;
