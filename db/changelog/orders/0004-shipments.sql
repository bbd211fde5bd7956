--liquibase formatted sql

--changeset tieout:orders-0004
-- What left, by the shipper's own number, which is unique per channel: a repeat is recognised, never shipped twice.
set local lock_timeout = '5s';

create table orders.shipment (
  id              uuid primary key,
  order_id        uuid not null references orders.sales_order,
  connection      text not null,
  external_id     text not null,
  location        text not null,
  shipped_at      timestamptz not null,
  business_date   date not null,
  carrier         text,
  tracking_number text,
  recorded_at     timestamptz not null,
  message_id      uuid,
  constraint shipment_number_unique unique (external_id, connection)
);
create index shipment_by_order on orders.shipment (order_id, shipped_at, id);

create table orders.shipment_line (
  shipment_id uuid not null references orders.shipment,
  reference   text not null,
  quantity    numeric not null constraint shipped_positive check (quantity > 0),
  primary key (shipment_id, reference)
);
--rollback drop table orders.shipment_line; drop table orders.shipment;
