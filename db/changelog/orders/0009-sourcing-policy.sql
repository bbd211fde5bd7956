--liquibase formatted sql

--changeset tieout:orders-0009
-- How orders are sourced is policy: rules as data, in versions that are never edited, so that an order's explanation says for
-- ever by what it was decided. Of an entity's versions in force the newest decides; '*' is for all that have none.
-- Retention: for ever; there are few.
set local lock_timeout = '5s';

create table orders.sourcing_policy (
  version     integer primary key,
  entity      text not null,
  state       text not null
    constraint sourcing_policy_state_known check (state in ('SUBMITTED', 'IN_FORCE', 'REJECTED')),
  policy      jsonb not null,
  based_on    integer references orders.sourcing_policy,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by  text,
  decided_at  timestamptz,
  constraint sourcing_policy_decided check ((state = 'SUBMITTED') = (decided_by is null)),
  constraint sourcing_policy_four_eyes check (decided_by <> proposed_by)
);
create index sourcing_policy_in_force on orders.sourcing_policy (entity, version) where state = 'IN_FORCE';
--rollback drop table orders.sourcing_policy;
