--liquibase formatted sql

-- Posting rules are data: a version is a complete set, and of the sets in force the newest one that is valid on the business
-- date decides. A version is never edited, so that a journal's rule version says for ever by what it was made.
-- Retention: for ever; there are few.

--changeset tieout:finance-0002 splitStatements:false
set lock_timeout = '5s';

create table finance.posting_rule_set (
    version     integer primary key,
    valid_from  date not null,
    state       text not null check (state in ('SUBMITTED', 'IN_FORCE', 'REJECTED')),
    based_on    integer references finance.posting_rule_set,
    note        text not null,
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    constraint rule_set_decided check ((state = 'SUBMITTED') = (decided_by is null)),
    constraint rule_set_four_eyes check (decided_by <> proposed_by)
);

create table finance.posting_rule (
    version    integer not null references finance.posting_rule_set,
    event_type text not null,
    component  text not null,
    qualifier  text not null default '',
    meaning    text not null default 'NONE' check (meaning in ('NONE', 'TAX_CODE', 'PAYMENT_METHOD')),
    debit      text not null check (debit <> ''),
    credit     text not null check (credit <> ''),
    primary key (version, event_type, component, qualifier),
    constraint posting_rule_two_sides check (debit <> credit)
);

insert into finance.posting_rule_set (version, valid_from, state, note, proposed_by, proposed_at, decided_by, decided_at)
values (1, date '2000-01-01', 'IN_FORCE', 'Built in', 'system:built-in', now(), 'system:installation', now());

insert into finance.posting_rule (version, event_type, component, meaning, debit, credit)
values
    (1, 'shipment.invoiced', 'revenue', 'NONE', 'channel.receivable', 'sales.revenue'),
    (1, 'shipment.invoiced', 'tax', 'TAX_CODE', 'channel.receivable', 'tax.payable'),
    (1, 'shipment.invoiced', 'facilitator-tax', 'NONE', 'channel.receivable', 'tax.facilitator-clearing'),
    (1, 'shipment.invoiced', 'shipping', 'NONE', 'channel.receivable', 'shipping.revenue'),
    (1, 'shipment.invoiced', 'shipping-tax', 'TAX_CODE', 'channel.receivable', 'tax.payable'),
    (1, 'shipment.invoiced', 'shipping-facilitator-tax', 'NONE', 'channel.receivable', 'tax.facilitator-clearing'),
    (1, 'sale.recorded', 'revenue', 'NONE', 'till.clearing', 'sales.revenue'),
    (1, 'sale.recorded', 'tax', 'TAX_CODE', 'till.clearing', 'tax.payable'),
    (1, 'sale.recorded', 'facilitator-tax', 'NONE', 'till.clearing', 'tax.facilitator-clearing'),
    (1, 'sale.recorded', 'tender', 'PAYMENT_METHOD', 'tender.{qualifier}', 'till.clearing'),
    (1, 'sale.recorded', 'cash-rounding', 'NONE', 'till.clearing', 'cash-rounding'),
    (1, 'return.decided', 'returns', 'NONE', 'sales.returns', 'till.clearing'),
    (1, 'return.decided', 'tax', 'TAX_CODE', 'tax.payable', 'till.clearing'),
    (1, 'return.decided', 'facilitator-tax', 'NONE', 'tax.facilitator-clearing', 'till.clearing'),
    (1, 'return.decided', 'refund-tender', 'PAYMENT_METHOD', 'till.clearing', 'tender.{qualifier}'),
    (1, 'return.decided', 'channel-returns', 'NONE', 'sales.returns', 'channel.receivable'),
    (1, 'return.decided', 'channel-tax', 'TAX_CODE', 'tax.payable', 'channel.receivable'),
    (1, 'return.decided', 'channel-facilitator-tax', 'NONE', 'tax.facilitator-clearing', 'channel.receivable'),
    (1, 'settlement.row', 'sale.principal', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'sale.tax', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'sale.shipping', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'sale.shipping-tax', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'sale.charge', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'refund.principal', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'refund.tax', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'refund.shipping', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'refund.shipping-tax', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'refund.charge', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'refund.unannounced', 'NONE', 'channel.balance', 'refunds.awaiting-credit-memo'),
    (1, 'settlement.row', 'promotion.*', 'NONE', 'channel.balance', 'channel.receivable'),
    (1, 'settlement.row', 'facilitator-tax', 'NONE', 'channel.balance', 'tax.facilitator-clearing'),
    (1, 'settlement.row', 'fee.commission', 'NONE', 'channel.balance', 'fees.commission'),
    (1, 'settlement.row', 'fee.refund-commission', 'NONE', 'channel.balance', 'fees.refund-commission'),
    (1, 'settlement.row', 'fee.fulfilment', 'NONE', 'channel.balance', 'fees.fulfilment'),
    (1, 'settlement.row', 'fee.payment', 'NONE', 'channel.balance', 'fees.payment'),
    (1, 'settlement.row', 'fee.advertising', 'NONE', 'channel.balance', 'fees.advertising'),
    (1, 'settlement.row', 'fee.service', 'NONE', 'channel.balance', 'fees.service'),
    (1, 'settlement.row', 'fee.shipping-label', 'NONE', 'channel.balance', 'fees.shipping-label'),
    (1, 'settlement.row', 'fee.other', 'NONE', 'channel.balance', 'fees.other'),
    (1, 'settlement.row', 'reserve.current', 'NONE', 'channel.balance', 'reserve'),
    (1, 'settlement.row', 'reserve.previous', 'NONE', 'channel.balance', 'reserve'),
    (1, 'settlement.row', 'reimbursement', 'NONE', 'channel.balance', 'marketplace.reimbursements'),
    (1, 'settlement.row', 'dispute', 'NONE', 'channel.balance', 'disputes'),
    (1, 'settlement.row', 'loan', 'NONE', 'channel.balance', 'loans'),
    (1, 'settlement.row', 'difference', 'NONE', 'channel.balance', 'rounding'),
    (1, 'settlement.row', 'suspense', 'NONE', 'channel.balance', 'suspense'),
    (1, 'settlement.row', 'unexpected', 'NONE', 'channel.balance', 'suspense'),
    (1, 'payout.sent', 'payout', 'NONE', 'cash.in-transit', 'channel.balance'),
    (1, 'bank.received', 'deposit', 'NONE', 'bank', 'cash.in-transit'),
    (1, 'bank.unidentified', 'deposit', 'NONE', 'bank', 'unidentified.receipts');
--rollback drop table finance.posting_rule; drop table finance.posting_rule_set;
