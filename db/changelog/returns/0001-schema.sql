--liquibase formatted sql

--changeset tieout:returns-0001
create schema returns;
--rollback drop schema returns;
