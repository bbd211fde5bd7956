--liquibase formatted sql

--changeset tieout:delivery-0004
-- Commands to partners leave by the same engine. Their destinations are named after their connection, with a prefix, so
-- that no name of a person's choosing can meet them; and no order to ship leaves without a confirmed reservation either.
set lock_timeout = '5s';

alter table delivery.destination drop constraint destination_code_check;
alter table delivery.destination add constraint destination_code_check check (code <> '' and length(code) <= 80);
alter table delivery.outbound_message drop constraint the_gate;
alter table delivery.outbound_message add constraint the_gate
    check (type not in ('sales-order.released', 'fulfilment.requested', 'command.ship-order') or reservation is not null)
    not valid;
alter table delivery.outbound_message validate constraint the_gate;
--rollback alter table delivery.outbound_message drop constraint the_gate;
--rollback alter table delivery.outbound_message add constraint the_gate
--rollback     check (type not in ('sales-order.released', 'fulfilment.requested') or reservation is not null);
--rollback alter table delivery.destination drop constraint destination_code_check;
--rollback alter table delivery.destination add constraint destination_code_check check (code <> '' and length(code) <= 64);
