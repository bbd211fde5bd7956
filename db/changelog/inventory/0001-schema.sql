--liquibase formatted sql

--changeset tieout:inventory-0001
create schema inventory;
--rollback drop schema inventory;
