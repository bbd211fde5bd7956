--liquibase formatted sql

--changeset tieout:reconciliation-0007
-- A shipment and its settlement row that commit at the same instant do not see each other. So each settlement is looked at once
-- more, when every transaction has ended that was running when it was first seen committed: sweep_from is that moment in
-- transaction numbers. Settlements from before this change are looked at as well. The partial index is as long as the queue.
alter table reconciliation.settlement
    add column sweep_from xid8,
    add column swept boolean not null default false;
create index settlement_to_sweep on reconciliation.settlement (taken_at) where active and not swept;
--rollback drop index reconciliation.settlement_to_sweep;
--rollback alter table reconciliation.settlement drop column sweep_from, drop column swept;
