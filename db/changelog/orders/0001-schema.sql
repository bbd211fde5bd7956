--liquibase formatted sql

--changeset tieout:orders-0001
create schema orders;
--rollback drop schema orders;
