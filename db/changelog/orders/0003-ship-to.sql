--liquibase formatted sql

--changeset tieout:orders-0003
-- The customer's address: personal data, apart from the order so that it can be erased without touching the books.
set local lock_timeout = '5s';

create table orders.ship_to (
  order_id    uuid primary key references orders.sales_order,
  name        text,
  street      text,
  city        text,
  region      text,
  postal_code text,
  country     char(2) not null,
  email       text,
  phone       text
);
--rollback drop table orders.ship_to;
