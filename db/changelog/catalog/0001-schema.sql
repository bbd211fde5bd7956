--liquibase formatted sql

--changeset tieout:catalog-0001
create schema catalog;
--rollback drop schema catalog;
