--liquibase formatted sql

--changeset tieout:reconciliation-0005
-- Bank statements and their lines. A line is known by account, the bank's reference, day and amount; a statement that comes
-- again adds nothing. A line settles at most one settlement, and a settlement is settled by at most one line.
create table reconciliation.bank_statement (
    id           uuid primary key,
    connection   text not null,
    entity       text not null,
    iban         text not null,
    external_id  text not null,
    from_date    date not null,
    to_date      date not null,
    currency     char(3),
    opening      numeric,
    closing      numeric,
    line_count   int not null,
    content_hash text not null,
    message      uuid not null,
    taken_at     timestamptz not null,
    constraint bank_statement_once unique (iban, external_id)
);

create table reconciliation.bank_line (
    id            uuid primary key,
    statement_id  uuid not null references reconciliation.bank_statement (id),
    entity        text not null,
    iban          text not null,
    row_number    int not null,
    reference     text not null,
    booked_on     date not null,
    value_on      date,
    amount        numeric not null,
    currency      char(3) not null,
    counterparty  text,
    remittance    text not null,
    end_to_end_id text,
    state         text not null check (state in ('OPEN', 'MATCHED')),
    settlement_id uuid,
    rule          text,
    message       uuid not null,
    constraint bank_line_once unique (iban, reference, booked_on, amount),
    constraint bank_line_settles_one unique (settlement_id),
    constraint bank_line_matched_says_what check ((state = 'MATCHED') = (settlement_id is not null and rule is not null))
);
create index bank_line_open on reconciliation.bank_line (entity, currency, amount) where state = 'OPEN';
create index bank_line_newest on reconciliation.bank_line (booked_on desc, id desc);
--rollback drop table reconciliation.bank_line;
--rollback drop table reconciliation.bank_statement;
