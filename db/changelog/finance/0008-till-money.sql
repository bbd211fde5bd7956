--liquibase formatted sql

--changeset tieout:finance-0008
-- Money that tills take for what is no goods: gift cards, deposits, tips. No version of the rules knew these components, so what was
-- posted by a version stays true when they are added to it.
set lock_timeout = '5s';
insert into finance.posting_rule (version, event_type, component, meaning, debit, credit)
select s.version, 'till.money', r.component, r.meaning, r.debit, r.credit
  from finance.posting_rule_set s
 cross join (values
    ('gift-card', 'NONE', 'till.clearing', 'gift-card.liability'),
    ('deposit', 'NONE', 'till.clearing', 'customer.deposits'),
    ('tip', 'NONE', 'till.clearing', 'tips'),
    ('cash-rounding', 'NONE', 'till.clearing', 'cash-rounding'),
    ('tender', 'PAYMENT_METHOD', 'tender.{qualifier}', 'till.clearing')) as r (component, meaning, debit, credit)
on conflict do nothing;
--rollback delete from finance.posting_rule where event_type = 'till.money';
