--liquibase formatted sql

--changeset tieout:mapping-0001
create schema mapping;
--rollback drop schema mapping;
