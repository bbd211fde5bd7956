--liquibase formatted sql

--changeset tieout:returns-0002
-- Returns with the three facts of each kept apart: whether it is authorised, whether the goods are here and in what state, and
-- whether money went back. Kept for as long as the books are; lists page by (occurred_at, id).
set local lock_timeout = '5s';

create table returns.customer_return (
  id                uuid primary key,
  connection        text not null,
  external_id       text not null,
  entity            text not null,
  order_connection  text,
  order_external_id text,
  order_id          uuid,
  state             text not null
    constraint return_state_known check (state in ('EXPECTED', 'AWAITS_DECISION', 'DECIDED', 'DECLINED')),
  location          text not null,
  occurred_at       timestamptz not null,
  business_date     date not null,
  registered_at     timestamptz not null,
  received          boolean not null,
  currency          char(3) not null,
  refund            numeric not null constraint refund_not_negative check (refund >= 0),
  payer             text constraint payer_known check (payer in ('TILL', 'CHANNEL', 'PAYMENT_PROVIDER')),
  decision_reason   text,
  decided_at        timestamptz,
  decided_by        text,
  message_id        uuid,
  constraint return_number_unique unique (external_id, connection),
  constraint order_is_named_whole check ((order_connection is null) = (order_external_id is null)),
  constraint decided_says_who
    check ((state in ('DECIDED', 'DECLINED')) = (decided_at is not null and decided_by is not null)),
  constraint decided_has_payer check ((state = 'DECIDED') = (payer is not null))
);
create index customer_return_by_time on returns.customer_return (occurred_at desc, id desc);
create index customer_return_by_state on returns.customer_return (state, occurred_at desc, id desc);
create index customer_return_by_order on returns.customer_return (order_id) where order_id is not null;

create table returns.return_line (
  return_id      uuid not null references returns.customer_return,
  line_no        integer not null,
  line_reference text,
  sku            text not null,
  quantity       numeric not null constraint returned_positive check (quantity > 0),
  disposition    text
    constraint disposition_known check (disposition in ('RESALEABLE', 'INSPECT', 'REFURBISH', 'DAMAGED', 'DISPOSE')),
  reason         text not null,
  net            numeric not null constraint returned_net_not_negative check (net >= 0),
  taxes          jsonb not null,
  stock          text not null constraint stock_known check (stock in ('NONE', 'ON_HAND', 'HOLD')),
  primary key (return_id, line_no)
);

create table returns.return_tender (
  return_id uuid not null references returns.customer_return,
  tender_no integer not null,
  method    text not null,
  amount    numeric not null,
  reference text,
  primary key (return_id, tender_no)
);
--rollback drop table returns.return_tender; drop table returns.return_line; drop table returns.customer_return;
