--liquibase formatted sql

--changeset tieout:delivery-0001
create schema delivery;
--rollback drop schema delivery;
