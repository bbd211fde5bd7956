--liquibase formatted sql

--changeset tieout:tax-0001
create schema tax;
--rollback drop schema tax;
