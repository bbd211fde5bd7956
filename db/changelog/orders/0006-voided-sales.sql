--liquibase formatted sql

--changeset tieout:orders-0006
-- A till may take a whole sale back (post-void). The sale stays as it was recorded; its goods count as not sold any more.
set local lock_timeout = '5s';
alter table orders.sales_order drop constraint order_state_known;
alter table orders.sales_order add constraint order_state_known
  check (state in ('HELD', 'RELEASED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'SOLD', 'VOIDED'));
alter table orders.sales_order drop constraint till_sale_has_no_reservation;
alter table orders.sales_order add constraint till_sale_has_no_reservation
  check (state not in ('SOLD', 'VOIDED') or reservation_id is null);
alter table orders.sales_order drop constraint till_sale_is_complete;
alter table orders.sales_order add constraint till_sale_is_complete
  check ((state in ('SOLD', 'VOIDED')) = (workstation is not null and sequence_number is not null and business_date is not null));
--rollback alter table orders.sales_order drop constraint order_state_known;
--rollback alter table orders.sales_order add constraint order_state_known check (state in ('HELD', 'RELEASED', 'PARTIALLY_SHIPPED', 'SHIPPED', 'CANCELLED', 'SOLD'));
--rollback alter table orders.sales_order drop constraint till_sale_has_no_reservation;
--rollback alter table orders.sales_order add constraint till_sale_has_no_reservation check (state <> 'SOLD' or reservation_id is null);
--rollback alter table orders.sales_order drop constraint till_sale_is_complete;
--rollback alter table orders.sales_order add constraint till_sale_is_complete check ((state = 'SOLD') = (workstation is not null and sequence_number is not null and business_date is not null));
