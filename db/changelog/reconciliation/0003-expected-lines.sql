--liquibase formatted sql

--changeset tieout:reconciliation-0003
-- What a settlement is expected to say, written with the shipment or the return decision that makes it due. A claim takes an
-- expected line once: the primary key is the promise that nothing is settled twice. Kept as long as the books.
create table reconciliation.expected_line (
    id              bigint generated always as identity primary key,
    source_key      text not null,
    source          text not null,
    entity          text not null,
    connection      text not null,
    order_reference text not null,
    item_reference  text,
    sku             text,
    component       text not null,
    side            char(1) not null check (side in ('S', 'R')),
    amount          numeric not null,
    currency        char(3) not null,
    expected_since  timestamptz not null,
    constraint expected_line_once unique (source_key)
);
create index expected_line_by_order on reconciliation.expected_line (connection, order_reference);

create table reconciliation.claim (
    expected_line_id bigint primary key references reconciliation.expected_line (id),
    settlement_id    uuid not null,
    position         bigint not null,
    rule             text not null,
    claimed_at       timestamptz not null
);
create index claim_by_settlement on reconciliation.claim (settlement_id, position);
--rollback drop table reconciliation.claim;
--rollback drop table reconciliation.expected_line;
