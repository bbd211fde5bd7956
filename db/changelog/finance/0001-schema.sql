--liquibase formatted sql

--changeset tieout:finance-0001
create schema finance;
--rollback drop schema finance;
