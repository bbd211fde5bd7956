--liquibase formatted sql

--changeset tieout:returns-0004
-- A till may take back a return that it had paid out (post-void). The return stays on record as it was decided.
set local lock_timeout = '5s';
alter table returns.customer_return drop constraint return_state_known;
alter table returns.customer_return add constraint return_state_known
  check (state in ('EXPECTED', 'AWAITS_DECISION', 'DECIDED', 'DECLINED', 'VOIDED'));
alter table returns.customer_return drop constraint decided_says_who;
alter table returns.customer_return add constraint decided_says_who
  check ((state in ('DECIDED', 'DECLINED', 'VOIDED')) = (decided_at is not null and decided_by is not null));
alter table returns.customer_return drop constraint decided_has_payer;
alter table returns.customer_return add constraint decided_has_payer
  check ((state in ('DECIDED', 'VOIDED')) = (payer is not null));
--rollback alter table returns.customer_return drop constraint return_state_known;
--rollback alter table returns.customer_return add constraint return_state_known check (state in ('EXPECTED', 'AWAITS_DECISION', 'DECIDED', 'DECLINED'));
--rollback alter table returns.customer_return drop constraint decided_says_who;
--rollback alter table returns.customer_return add constraint decided_says_who check ((state in ('DECIDED', 'DECLINED')) = (decided_at is not null and decided_by is not null));
--rollback alter table returns.customer_return drop constraint decided_has_payer;
--rollback alter table returns.customer_return add constraint decided_has_payer check ((state = 'DECIDED') = (payer is not null));
