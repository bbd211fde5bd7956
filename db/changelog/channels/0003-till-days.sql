--liquibase formatted sql

--changeset tieout:channels-0003
-- What was seen of each till's day: every transaction by its number, those that book nothing included, so that what is missing
-- shows; and what the till itself declared at its close. Some 300,000 rows a day at 300 stores; retention by business_date is an
-- operator's decision (default 400 days). Hot query: the days of a connection, newest first, by the primary key.
set lock_timeout = '5s';
create table channels.till_transaction (
    connection      text not null,
    store           text not null,
    business_date   date not null,
    workstation     text not null,
    sequence_number bigint not null,
    kind            text not null
        constraint till_transaction_kind check (kind in ('RECEIPT', 'VOID', 'CONTROL', 'NOT_COUNTED')),
    what            text not null,
    occurred_at     timestamptz,
    declared_count  bigint,
    message_id      uuid,
    primary key (connection, business_date, store, workstation, sequence_number)
);
create table channels.till_declaration (
    connection      text not null,
    store           text not null,
    business_date   date not null,
    workstation     text not null,
    sequence_number bigint not null,
    method          text not null,
    currency        char(3) not null,
    amount          numeric not null,
    count           bigint,
    primary key (connection, business_date, store, workstation, sequence_number, method, currency),
    foreign key (connection, business_date, store, workstation, sequence_number) references channels.till_transaction
);
--rollback drop table channels.till_declaration; drop table channels.till_transaction;
