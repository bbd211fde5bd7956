--liquibase formatted sql

-- What the ERP gets: an invoice per shipment, a credit memo per return, a journal document per journal or one for the many of
-- a settlement's period; with the ERP's own number and answer. Retention: with the journals. Hot queries: newest of a kind or state, by subject.

--changeset tieout:finance-0006 splitStatements:false
set lock_timeout = '5s';

create table finance.document (
    id                uuid primary key,
    kind              text not null check (kind in ('INVOICE', 'CREDIT_MEMO', 'JOURNAL')),
    key               text not null,
    entity            text not null,
    subject           text not null,
    channel           text,
    order_external_id text,
    document_date     date not null,
    total_amount      numeric not null,
    currency          char(3) not null,
    erp_state         text not null check (erp_state in ('PENDING', 'ACCEPTED', 'REFUSED', 'NOT_SENT')),
    erp_destination   text,
    erp_number        text,
    erp_reason        text,
    created_at        timestamptz not null,
    message           uuid,
    constraint document_once unique (kind, key)
);
create index document_by_kind on finance.document (kind, id);
create index document_by_state on finance.document (erp_state, id) where erp_state <> 'ACCEPTED';
create index document_by_subject on finance.document (subject, id);
--rollback drop table finance.document;
