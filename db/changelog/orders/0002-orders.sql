--liquibase formatted sql

--changeset tieout:orders-0002
-- Orders and tills' sales as their channels told them, with what became of them. Kept for as long as the books are; lists page
-- by (ordered_at, id). The constraints are the gate: nothing is released without a reservation, whatever the code does.
set local lock_timeout = '5s';

create table orders.sales_order (
  id                 uuid primary key,
  connection         text not null,
  external_id        text not null,
  version            text,
  entity             text not null,
  state              text not null
    constraint order_state_known check (state in ('HELD', 'RELEASED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'SOLD')),
  ordered_at         timestamptz not null,
  received_at        timestamptz not null,
  released_at        timestamptz,
  currency           char(3) not null,
  total              numeric not null,
  paid               boolean not null,
  reservation_id     uuid,
  location           text,
  requested_location text,
  hold_code          text,
  hold_reason        text,
  line_count         integer not null constraint order_has_lines check (line_count > 0),
  sourcing           text,
  attributes         jsonb not null default '{}',
  workstation        text,
  sequence_number    bigint,
  business_date      date,
  rounding           numeric,
  message_id         uuid,
  constraint released_has_reservation
    check (state not in ('RELEASED', 'PARTIALLY_SHIPPED', 'SHIPPED') or reservation_id is not null),
  constraint till_sale_has_no_reservation check (state <> 'SOLD' or reservation_id is null),
  constraint till_sale_is_complete
    check ((state = 'SOLD') = (workstation is not null and sequence_number is not null and business_date is not null)),
  constraint held_says_why check (state <> 'HELD' or (hold_code is not null and hold_reason is not null))
);
create unique index sales_order_by_number on orders.sales_order (external_id, connection);
create index sales_order_by_time on orders.sales_order (ordered_at desc, id desc);
create index sales_order_by_state on orders.sales_order (state, ordered_at desc, id desc);
create index sales_order_by_connection on orders.sales_order (connection, ordered_at desc, id desc);

create table orders.order_line (
  order_id    uuid not null references orders.sales_order,
  line_no     integer not null,
  reference   text not null,
  sku         text not null,
  partner_sku text not null,
  title       text not null,
  quantity    numeric not null constraint ordered_positive check (quantity > 0),
  shipped     numeric not null default 0,
  cancelled   numeric not null default 0,
  returned    numeric not null default 0,
  net         numeric not null,
  discount    numeric not null,
  taxes       jsonb not null,
  location    text,
  primary key (order_id, line_no),
  constraint line_reference_unique unique (order_id, reference),
  constraint quantities_consistent
    check (shipped >= 0 and cancelled >= 0 and shipped + cancelled <= quantity and returned between 0 and shipped)
);

create table orders.shipping_charge (
  order_id  uuid not null references orders.sales_order,
  charge_no integer not null,
  reference text not null,
  title     text not null,
  net       numeric not null,
  taxes     jsonb not null,
  primary key (order_id, charge_no)
);

create table orders.tender (
  order_id  uuid not null references orders.sales_order,
  tender_no integer not null,
  method    text not null,
  amount    numeric not null,
  reference text,
  primary key (order_id, tender_no)
);
--rollback drop table orders.tender; drop table orders.shipping_charge; drop table orders.order_line; drop table orders.sales_order;
