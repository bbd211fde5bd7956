--liquibase formatted sql

--changeset tieout:access-0001
create schema access;
--rollback drop schema access;
