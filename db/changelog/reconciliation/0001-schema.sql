--liquibase formatted sql

--changeset tieout:reconciliation-0001
create schema reconciliation;
--rollback drop schema reconciliation;
