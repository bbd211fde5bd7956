--liquibase formatted sql

--changeset tieout:orders-0005
-- Cancellations of orders that had not come yet: when the order comes, it is kept as cancelled and nothing is reserved.
set local lock_timeout = '5s';

create table orders.cancellation_ahead (
  connection   text not null,
  external_id  text not null,
  cancelled_at timestamptz not null,
  reason       text not null,
  recorded_at  timestamptz not null,
  message_id   uuid,
  primary key (external_id, connection)
);
--rollback drop table orders.cancellation_ahead;
