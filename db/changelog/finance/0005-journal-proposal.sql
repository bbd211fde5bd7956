--liquibase formatted sql

-- Journals that wait for a second person, or were refused by one. They have no number and no effect on any balance. The
-- identity stays when the journal is posted. Retention: with the journals. Hot query: what waits, few rows.

--changeset tieout:finance-0005 splitStatements:false
set lock_timeout = '5s';

create table finance.journal_proposal (
    id            uuid primary key,
    entity        text not null,
    business_date date not null,
    event_type    text not null,
    event_key     text not null unique,
    subject       text not null,
    message       uuid,
    source_row    bigint,
    reverses      uuid,
    rule_version  text not null,
    text          text,
    lines         jsonb not null,
    state         text not null check (state in ('AWAITS_APPROVAL', 'POSTED', 'REJECTED')),
    proposed_by   text not null,
    proposed_at   timestamptz not null,
    decided_by    text,
    decided_at    timestamptz,
    constraint proposal_decided check ((state = 'AWAITS_APPROVAL') = (decided_by is null)),
    constraint proposal_four_eyes check (decided_by <> proposed_by)
);
create index journal_proposal_waiting on finance.journal_proposal (entity, id) where state = 'AWAITS_APPROVAL';
create unique index journal_proposal_reverses on finance.journal_proposal (reverses) where reverses is not null and state = 'AWAITS_APPROVAL';
--rollback drop table finance.journal_proposal;
