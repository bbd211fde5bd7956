--liquibase formatted sql

--changeset tieout:channels-0001
create schema channels;
--rollback drop schema channels;
