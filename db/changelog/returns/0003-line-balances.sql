--liquibase formatted sql

--changeset tieout:returns-0003
-- Per order line: what was sold, what came or is to come back, and what was credited. A unit cannot come back twice, whoever
-- tells it (R25), since the constraint and not the code has the last word. One row per order line that was ever returned.
set local lock_timeout = '5s';

create table returns.line_balance (
  order_id  uuid not null,
  reference text not null,
  sold      numeric not null,
  claimed   numeric not null,
  credited  numeric not null,
  primary key (order_id, reference),
  constraint not_more_than_sold check (claimed between 0 and sold),
  constraint not_more_than_claimed check (credited between 0 and claimed)
);
--rollback drop table returns.line_balance;
