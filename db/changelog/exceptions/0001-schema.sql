--liquibase formatted sql

--changeset tieout:exceptions-0001
create schema exceptions;
--rollback drop schema exceptions;
