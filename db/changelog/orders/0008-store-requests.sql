--liquibase formatted sql

--changeset tieout:orders-0008
-- What stores' own systems were asked to set aside, and what they said; and the places that an order is not sourced from
-- again. Kept with the order. The partial index is the time-out's: it holds only what is unanswered.
set local lock_timeout = '5s';

create table orders.store_request (
  id           uuid primary key,
  order_id     uuid not null references orders.sales_order,
  location     text not null,
  state        text not null
    constraint store_request_state_known check (state in ('ASKED', 'CONFIRMED', 'REFUSED', 'TIMED_OUT', 'WITHDRAWN')),
  requested_at timestamptz not null,
  answer_by    timestamptz not null,
  answered_at  timestamptz,
  detail       text,
  message_id   uuid
);
create index store_request_unanswered on orders.store_request (answer_by) where state = 'ASKED';
create index store_request_by_order on orders.store_request (order_id);

create table orders.excluded_source (
  order_id    uuid not null references orders.sales_order,
  reference   text not null,
  location    text not null,
  reason      text not null,
  recorded_at timestamptz not null,
  primary key (order_id, reference, location)
);

-- Numbers of partial cancellations and short picks that were taken, so that a repeat changes nothing.
create table orders.taken_number (
  order_id    uuid not null references orders.sales_order,
  number      text not null,
  recorded_at timestamptz not null,
  primary key (order_id, number)
);

-- An edit that could not be applied, until somebody decides about it; one per order, the newest.
create table orders.open_edit (
  order_id    uuid primary key references orders.sales_order,
  edit        jsonb not null,
  recorded_at timestamptz not null
);
--rollback drop table orders.open_edit; drop table orders.taken_number; drop table orders.excluded_source; drop table orders.store_request;
