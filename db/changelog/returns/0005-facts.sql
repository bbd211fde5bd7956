--liquibase formatted sql

--changeset tieout:returns-0005 splitStatements:false
-- Three facts per unit, each with a table of its own and none implied by another: whether the return is authorised, what is
-- physically here in what state, and what became of the money. The line says where its units stand in all three; the tables say
-- how they came there, and are only added to. Kept for as long as the books are.
set lock_timeout = '5s';

alter table returns.customer_return drop constraint return_state_known;
alter table returns.customer_return drop constraint decided_says_who;
alter table returns.customer_return drop constraint decided_has_payer;
alter table returns.customer_return
    add column due_at timestamptz,
    add column overdue_at timestamptz,
    add constraint return_state_known
        check (state in ('EXPECTED', 'AWAITS_DECISION', 'REFUND_PENDING', 'DECIDED', 'DECLINED', 'VOIDED')),
    add constraint decided_says_who check ((state in ('REFUND_PENDING', 'DECIDED', 'DECLINED', 'VOIDED'))
        = (decided_at is not null and decided_by is not null)),
    add constraint decided_has_payer check ((state in ('REFUND_PENDING', 'DECIDED', 'VOIDED')) = (payer is not null));
create index customer_return_by_due on returns.customer_return (due_at) where due_at is not null and overdue_at is null;
create index customer_return_by_order_number on returns.customer_return (order_external_id, order_connection)
    where order_external_id is not null;

-- A line's units share all their facts: where they come to differ, the line is split. Part 0 is not credited.
alter table returns.return_line drop constraint disposition_known;
alter table returns.return_line drop constraint stock_known;
alter table returns.return_line
    add column receipt text not null default 'IN_TRANSIT'
        constraint receipt_known check (receipt in ('IN_TRANSIT', 'RECEIVED', 'MISSING', 'KEPT')),
    add column place text,
    add column claimed boolean not null default true,
    add column part integer not null default 0 constraint part_not_negative check (part >= 0),
    add column serial text,
    add column actual_sku text,
    add constraint disposition_known check (disposition in ('RESALEABLE', 'INSPECT', 'REFURBISH', 'DAMAGED', 'DISPOSE',
        'OTHER_GRADE', 'CUSTOMER_DAMAGED', 'CARRIER_DAMAGED', 'MARKETPLACE_DAMAGED', 'DEFECTIVE', 'EXPIRED', 'WRONG_ITEM', 'RTV')),
    add constraint stock_known check (stock in ('NONE', 'ON_HAND', 'HOLD', 'TRANSIT', 'CUSTOMER')),
    add constraint restocked_only_when_received
        check (stock in ('NONE', 'TRANSIT', 'CUSTOMER') or receipt = 'RECEIVED');
update returns.return_line l
   set receipt = case when r.received then 'RECEIVED' else 'IN_TRANSIT' end,
       claimed = l.line_reference is not null and r.state not in ('DECLINED', 'VOIDED'),
       part = case when r.state = 'DECIDED' then 1 else 0 end
  from returns.customer_return r where r.id = l.return_id;
create unique index serial_returned_once on returns.return_line (sku, serial)
    where serial is not null and claimed;

-- Who agreed to the return, or did not. The newest row is what holds.
create table returns.authorisation (
    return_id  uuid not null references returns.customer_return,
    number     integer not null,
    state      text not null constraint authorisation_known check (state in ('REQUESTED', 'APPROVED', 'DECLINED', 'EXPIRED')),
    decided_by text not null constraint authoriser_known check (decided_by in ('MARKETPLACE', 'RETAILER', 'AUTOMATIC')),
    reason     text not null,
    reference  text,
    expires_at timestamptz,
    at         timestamptz not null,
    actor      text not null,
    primary key (return_id, number)
);
create index authorisation_to_expire on returns.authorisation (expires_at) where expires_at is not null;

-- What a warehouse or store found, as it told it; a repeat is known by its reference.
create table returns.receipt (
    return_id   uuid not null references returns.customer_return,
    reference   text not null,
    location    text not null,
    at          timestamptz not null,
    told_by     text not null,
    lines       jsonb not null,
    message_id  uuid,
    primary key (return_id, reference)
);

-- Money that flows, is to flow, or flowed back. A refund that a provider pays is pending until the provider answers (R28).
create table returns.money (
    id           uuid primary key,
    return_id    uuid not null references returns.customer_return,
    part         integer not null,
    kind         text not null constraint money_kind_known check (kind in ('REFUND', 'STORE_CREDIT', 'EXCHANGE', 'GOODWILL',
        'REPLACEMENT', 'REIMBURSEMENT', 'SHIPPING_REIMBURSEMENT', 'CLAWBACK', 'LOSS')),
    state        text not null constraint money_state_known check (state in ('PENDING', 'DONE', 'FAILED')),
    payer        text not null constraint money_payer_known check (payer in ('TILL', 'CHANNEL', 'PAYMENT_PROVIDER')),
    method       text,
    amount       numeric not null,
    currency     char(3) not null,
    reference    text,
    reason       text not null,
    requested_at timestamptz not null,
    due_at       timestamptz,
    overdue_at   timestamptz,
    answered_at  timestamptz,
    answer       text,
    linked_to    uuid references returns.money,
    constraint pending_has_no_answer check ((state = 'PENDING') = (answered_at is null))
);
create index money_by_return on returns.money (return_id, part);
create index money_by_reference on returns.money (reference) where reference is not null;
create index money_overdue on returns.money (due_at) where state = 'PENDING' and due_at is not null and overdue_at is null;

-- What is credited beside the goods (outbound shipping) or kept back (restocking fee, label, a gift that stays): lines of
-- their own with a tax treatment of their own (R16, R17). Positive goes to the customer.
create table returns.charge (
    return_id uuid not null references returns.customer_return,
    part      integer not null,
    kind      text not null constraint charge_kind_known
        check (kind in ('SHIPPING', 'RESTOCKING_FEE', 'RETURN_LABEL', 'KEPT_GIFT')),
    net       numeric not null,
    taxes     jsonb not null,
    primary key (return_id, part, kind)
);

-- What we owe for goods that are back and not yet paid for (R6), until it is paid or refused.
create table returns.accrual (
    return_id uuid not null references returns.customer_return,
    number    integer not null,
    net       numeric not null,
    taxes     jsonb not null,
    open      boolean not null,
    primary key (return_id, number)
);
create unique index accrual_one_open on returns.accrual (return_id) where open;

-- Which rule said what, in words.
create table returns.policy_verdict (
    return_id uuid not null references returns.customer_return,
    number    integer not null,
    rule      text not null,
    version   integer not null,
    verdict   text not null,
    at        timestamptz not null,
    primary key (return_id, number)
);

-- Exceptions that were granted: who asked, who agreed, why. A second person agrees (R15).
create table returns.policy_override (
    return_id    uuid primary key references returns.customer_return,
    problem      text not null,
    reason       text not null,
    requested_by text not null,
    requested_at timestamptz not null,
    approved_by  text,
    approved_at  timestamptz,
    constraint override_four_eyes check (approved_by is null or approved_by <> requested_by),
    constraint override_approved_whole check ((approved_by is null) = (approved_at is null))
);
create index policy_override_by_time on returns.policy_override (requested_at desc);

-- Rules by name, each version governed: submitted by one, in force by another. A version is never edited.
create table returns.policy_rule (
    id          uuid primary key,
    name        text not null,
    version     integer not null,
    rule        jsonb not null,
    state       text not null constraint policy_state_known check (state in ('SUBMITTED', 'IN_FORCE', 'REPLACED', 'REJECTED')),
    proposed_by text not null,
    proposed_at timestamptz not null,
    decided_by  text,
    decided_at  timestamptz,
    constraint policy_version_unique unique (name, version),
    constraint policy_decided check ((state = 'SUBMITTED') = (decided_by is null)),
    constraint policy_four_eyes check (decided_by <> proposed_by)
);
create unique index policy_one_in_force on returns.policy_rule (name) where state = 'IN_FORCE';

-- Orders whose payment is disputed or was charged back: nothing is refunded for them a second time (R26).
create table returns.dispute (
    order_connection  text not null,
    order_external_id text not null,
    reference         text not null,
    state             text not null constraint dispute_known check (state in ('OPEN', 'LOST', 'WON')),
    at                timestamptz not null,
    primary key (order_connection, order_external_id, reference)
);
--rollback drop table returns.dispute; drop table returns.policy_rule; drop table returns.policy_override; drop table returns.policy_verdict; drop table returns.charge; drop table returns.accrual; drop table returns.money; drop table returns.receipt; drop table returns.authorisation; alter table returns.customer_return drop column due_at, drop column overdue_at; alter table returns.return_line drop column receipt, drop column place, drop column claimed, drop column part, drop column serial, drop column actual_sku;
