--liquibase formatted sql

--changeset tieout:reconciliation-0008
-- Orders that the credit of a return pays for: no channel settles what was exchanged (R19), only a difference (R20).
set lock_timeout = '5s';
create table reconciliation.covered_order (
    connection      text not null,
    order_reference text not null,
    source          text not null,
    primary key (connection, order_reference)
);
--rollback drop table reconciliation.covered_order;
