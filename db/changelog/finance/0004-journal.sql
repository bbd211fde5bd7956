--liquibase formatted sql

-- The ledger: posted facts only, never changed. What still waits for approval lives in finance.journal_proposal. A journal
-- comes with the number and the count of its lines; the lines come in whole journals, one statement for many, and that
-- statement is refused unless each of its journals is there, complete and balanced: in the entity's functional currency and in each
-- transaction currency. Checks per statement, since a settlement posts hundreds of thousands of lines by COPY; for the same reason the
-- check stands in for a foreign key. A journal number is the entity, the period and the sequence.
-- Retention: as the law says (ten years and more); hot queries: newest of an entity, by subject, by document, by event type, by account.

--changeset tieout:finance-0004 splitStatements:false
set lock_timeout = '5s';

create table finance.account (
    code text primary key check (code <> ''),
    key  text not null,
    name text not null
);

create table finance.journal (
    id            uuid primary key,
    entity        text not null,
    period        text not null check (period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
    sequence      bigint not null check (sequence > 0),
    posted_on     date not null,
    business_date date not null,
    event_type    text not null,
    event_key     text not null,
    subject       text not null,
    document      uuid not null,
    message       uuid,
    source_row    bigint,
    reverses      uuid,
    rule_version  text not null,
    text          text,
    proposed_by   text not null,
    approved_by   text,
    recorded_at   timestamptz not null,
    line_count    smallint not null check (line_count >= 2),
    constraint journal_event_key_once unique (event_key),
    constraint journal_number_once unique (entity, period, sequence),
    constraint journal_four_eyes check (approved_by <> proposed_by),
    constraint journal_in_its_period check (to_char(posted_on, 'YYYY-MM') = period)
);
create unique index journal_reversed_once on finance.journal (reverses) where reverses is not null;
create index journal_by_subject on finance.journal (subject, id);
create index journal_by_document on finance.journal (document, id);
create index journal_by_type on finance.journal (event_type, id);

create table finance.journal_line (
    journal           uuid not null,
    number            smallint not null check (number > 0),
    entity            text not null,
    posted_on         date not null,
    account           text not null,
    account_key       text not null,
    debit             numeric not null check (debit >= 0),
    credit            numeric not null check (credit >= 0),
    currency          char(3) not null,
    functional_debit  numeric not null check (functional_debit >= 0),
    functional_credit numeric not null check (functional_credit >= 0),
    channel           text,
    store             text,
    region            text,
    tax_code          text,
    reference         text,
    primary key (journal, number),
    constraint journal_line_one_side check (debit = 0 or credit = 0),
    constraint journal_line_one_functional_side check (functional_debit = 0 or functional_credit = 0),
    -- a rounding line has no amount in the transaction currency, a cent of a weak currency may have none in the functional one
    constraint journal_line_not_empty check (debit + credit + functional_debit + functional_credit > 0)
);
create index journal_line_by_account on finance.journal_line (account, journal);
create index journal_line_open_items on finance.journal_line (entity, account, reference) where reference is not null;

-- Running totals per account and day, kept with the lines in the same statement, so that a trial balance need not read the lines.
create table finance.account_day (
    entity    text not null,
    account   text not null,
    posted_on date not null,
    debit     numeric not null,
    credit    numeric not null,
    lines     bigint not null,
    primary key (entity, account, posted_on)
);

create function finance.check_and_total_new_lines() returns trigger language plpgsql
-- few new rows against a table that grows for ever: a plan cached while it was small must not scan it later
set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off
as $$
declare
    bad record;
begin
    select l.journal, l.lines, l.debit, l.credit, j.line_count into bad
    from (select journal, count(*) as lines, min(number) as first, max(number) as last,
                 min(entity) as entity, max(entity) as entity_max, min(posted_on) as posted_on, max(posted_on) as posted_on_max,
                 sum(functional_debit) as debit, sum(functional_credit) as credit
          from new_line group by journal) l
    left join finance.journal j on j.id = l.journal
    where j.id is null or l.lines <> j.line_count or l.first <> 1 or l.last <> j.line_count
       or l.entity <> j.entity or l.entity_max <> j.entity or l.posted_on <> j.posted_on or l.posted_on_max <> j.posted_on
       or l.debit <> l.credit
    limit 1;
    if found then
        raise exception 'Journal % is not complete and balanced: % of % lines, debit %, credit %',
            bad.journal, bad.lines, bad.line_count, bad.debit, bad.credit
            using errcode = 'check_violation', constraint = 'journal_balanced';
    end if;
    select journal, currency, sum(debit) as debit, sum(credit) as credit into bad
    from new_line group by journal, currency having sum(debit) <> sum(credit) limit 1;
    if found then
        raise exception 'Journal % does not balance in %: debit %, credit %', bad.journal, bad.currency, bad.debit, bad.credit
            using errcode = 'check_violation', constraint = 'journal_balanced';
    end if;
    insert into finance.account_day as total (entity, account, posted_on, debit, credit, lines)
    select entity, account, posted_on, sum(functional_debit), sum(functional_credit), count(*)
    from new_line group by entity, account, posted_on order by entity, account, posted_on
    on conflict (entity, account, posted_on) do update
        set debit = total.debit + excluded.debit, credit = total.credit + excluded.credit, lines = total.lines + excluded.lines;
    return null;
end $$;

create trigger journal_lines_balanced after insert on finance.journal_line
    referencing new table as new_line for each statement execute function finance.check_and_total_new_lines();

create function finance.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'What is posted stays as it is; reverse it instead (%.%)', tg_table_schema, tg_table_name
        using errcode = 'check_violation', constraint = 'posted_is_final';
end $$;
create trigger journal_final before update or delete on finance.journal
    for each row execute function finance.refuse_change();
create trigger journal_line_final before update or delete on finance.journal_line
    for each row execute function finance.refuse_change();
create trigger journal_not_emptied before truncate on finance.journal
    for each statement execute function finance.refuse_change();
create trigger journal_line_not_emptied before truncate on finance.journal_line
    for each statement execute function finance.refuse_change();
--rollback drop table finance.account_day; drop table finance.journal_line; drop table finance.journal; drop table finance.account; drop function finance.check_and_total_new_lines(); drop function finance.refuse_change();
