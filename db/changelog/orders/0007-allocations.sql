--liquibase formatted sql

--changeset tieout:orders-0007
-- Where the parts of an order's lines are reserved. One line may come from several places and by several reservations (an
-- edit, a short pick, a store that refused), so what is cancelled or shipped is taken off exactly the part that was allocated.
-- Kept with the order. Orders that were released before this get the one allocation per line that they had.
set local lock_timeout = '5s';

create table orders.allocation (
  id               uuid primary key,
  order_id         uuid not null references orders.sales_order,
  reference        text not null,
  location         text not null,
  reservation      uuid not null,
  reservation_line text not null,
  quantity         numeric not null constraint allocated_positive check (quantity > 0),
  shipped          numeric not null default 0,
  released         numeric not null default 0,
  picked           numeric not null default 0,
  request          uuid,
  confirmed        boolean not null,
  allocated_at     timestamptz not null,
  constraint allocation_line_unique unique (order_id, reservation_line),
  constraint allocation_not_exceeded
    check (shipped >= 0 and released >= 0 and shipped + released <= quantity and picked >= 0),
  constraint confirmed_or_asked check (confirmed or request is not null),
  constraint only_confirmed_ships check (confirmed or shipped = 0)
);
create index allocation_by_reservation on orders.allocation (reservation);
create index allocation_by_location_and_day on orders.allocation (location, allocated_at);

insert into orders.allocation (id, order_id, reference, location, reservation, reservation_line, quantity, shipped,
    released, confirmed, allocated_at)
select gen_random_uuid(), l.order_id, l.reference, l.location, o.reservation_id, l.reference, l.quantity, l.shipped,
       case when o.state in ('SHIPPED', 'CANCELLED') then l.quantity - l.shipped else l.cancelled end, true,
       coalesce(o.released_at, o.received_at)
  from orders.order_line l join orders.sales_order o on o.id = l.order_id
 where o.reservation_id is not null and l.location is not null;

-- pending: the channel may still take it back and withholds the address (R53). backordered: something of it waits for stock.
alter table orders.sales_order add column pending boolean not null default false;
alter table orders.sales_order add column backordered boolean not null default false;
alter table orders.sales_order add column decisions jsonb not null default '[]';
alter table orders.order_line add column waiting numeric not null default 0
  constraint waiting_not_negative check (waiting >= 0);
create index sales_order_backordered on orders.sales_order (ordered_at desc, id desc) where backordered;
create index order_line_waiting on orders.order_line (sku, order_id) where waiting > 0;

update orders.order_line l set waiting = l.quantity - l.shipped - l.cancelled
  from orders.sales_order o
 where o.id = l.order_id and o.state = 'HELD' and o.hold_code = 'order.reservation-failed'
   and l.quantity > l.shipped + l.cancelled;
update orders.sales_order set backordered = true where state = 'HELD' and hold_code = 'order.reservation-failed';

-- A shipment may turn out not to have left.
alter table orders.shipment add column cancelled_at timestamptz;
--rollback alter table orders.shipment drop column cancelled_at;
--rollback alter table orders.order_line drop column waiting;
--rollback alter table orders.sales_order drop column decisions, drop column backordered, drop column pending;
--rollback drop table orders.allocation;
