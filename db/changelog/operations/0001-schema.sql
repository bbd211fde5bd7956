--liquibase formatted sql

--changeset tieout:operations-0001
create schema operations;
--rollback drop schema operations;
