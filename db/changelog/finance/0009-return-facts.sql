--liquibase formatted sql

--changeset tieout:finance-0009
-- What returns bring about beside the credit of goods: charges with lines of their own, credits that nobody pays out, what is owed
-- for goods that are back, losses, and legs between legal entities. No version of the rules knew these components.
set lock_timeout = '5s';
insert into finance.posting_rule (version, event_type, component, meaning, debit, credit)
select s.version, r.event_type, r.component, r.meaning, r.debit, r.credit
  from finance.posting_rule_set s
 cross join (values
    ('return.decided', 'shipping', 'NONE', 'shipping.revenue', 'till.clearing'),
    ('return.decided', 'restocking-fee', 'NONE', 'returns.fees', 'till.clearing'),
    ('return.decided', 'return-label', 'NONE', 'returns.fees', 'till.clearing'),
    ('return.decided', 'kept-gift', 'NONE', 'sales.returns', 'till.clearing'),
    ('return.decided', 'channel-shipping', 'NONE', 'shipping.revenue', 'channel.receivable'),
    ('return.decided', 'channel-restocking-fee', 'NONE', 'returns.fees', 'channel.receivable'),
    ('return.decided', 'channel-return-label', 'NONE', 'returns.fees', 'channel.receivable'),
    ('return.decided', 'channel-kept-gift', 'NONE', 'sales.returns', 'channel.receivable'),
    ('return.decided', 'gift-card', 'NONE', 'channel.receivable', 'gift-card.liability'),
    ('return.decided', 'store-credit', 'NONE', 'channel.receivable', 'store-credit.liability'),
    ('return.decided', 'exchange', 'NONE', 'channel.receivable', 'customer.deposits'),
    ('return.decided', 'exchange-applied', 'NONE', 'customer.deposits', 'channel.receivable'),
    ('return.exchange-cancelled', 'exchange', 'NONE', 'channel.receivable', 'customer.deposits'),
    ('return.exchange-cancelled', 'exchange-applied', 'NONE', 'customer.deposits', 'channel.receivable'),
    ('return.decided', 'inter-returns', 'NONE', 'sales.returns', 'inter-company.payable'),
    ('return.decided', 'inter-tax', 'TAX_CODE', 'tax.payable', 'inter-company.payable'),
    ('return.decided', 'inter-facilitator-tax', 'NONE', 'tax.facilitator-clearing', 'inter-company.payable'),
    ('return.inter-company', 'paid-out', 'NONE', 'inter-company.receivable', 'till.clearing'),
    ('return.inter-company', 'refund-tender', 'PAYMENT_METHOD', 'till.clearing', 'tender.{qualifier}'),
    ('return.inter-company', 'given', 'NONE', 'inter-company.receivable', 'inter-company.goods'),
    ('return.inter-company', 'taken', 'NONE', 'inter-company.goods', 'inter-company.payable'),
    ('return.accrued', 'goods', 'NONE', 'sales.returns', 'refunds.liability'),
    ('return.accrued', 'tax', 'TAX_CODE', 'tax.payable', 'refunds.liability'),
    ('return.accrued', 'facilitator-tax', 'NONE', 'tax.facilitator-clearing', 'refunds.liability'),
    ('return.goodwill', 'goodwill', 'NONE', 'returns.losses', 'store-credit.liability'),
    ('return.loss', 'loss', 'NONE', 'returns.losses', 'sales.returns'))
    as r (event_type, component, meaning, debit, credit)
on conflict do nothing;
--rollback delete from finance.posting_rule where event_type in ('return.exchange-cancelled', 'return.inter-company', 'return.accrued', 'return.goodwill', 'return.loss');
