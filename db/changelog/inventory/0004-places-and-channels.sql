--liquibase formatted sql

--changeset tieout:inventory-0004 splitStatements:false
-- What decides beside the figures whether goods are offered: stop-sales, how fresh a location's feed is, and what each channel
-- is shown. And goods on their way between two of our locations. Stop-sales and transfers are kept as long as the ledger that
-- they explain; there are some thousands a year.
set lock_timeout = '5s';

create table inventory.stop_sale (
    id         uuid primary key,
    sku        text not null,
    location   text,
    reason     text not null check (reason <> ''),
    ordered_by text not null,
    created_at timestamptz not null,
    ends_at    timestamptz,
    lifted_at  timestamptz,
    lifted_by  text,
    check ((lifted_at is null) = (lifted_by is null)),
    check (ends_at is null or ends_at > created_at)
);
create index stop_sale_in_force on inventory.stop_sale (sku, location) where lifted_at is null;

-- A position keeps by itself whether it is stopped, so that no reservation has to look elsewhere.
create function inventory.is_stopped(which_sku text, which_location text) returns boolean language sql stable as $$
    select exists (select from inventory.stop_sale
                    where sku = which_sku and (location is null or location = which_location) and lifted_at is null)
$$;

create table inventory.location_freshness (
    location  text primary key,
    heard_at  timestamptz not null,
    grade     text not null default 'NORMAL' check (grade in ('NORMAL', 'RAISED_BUFFER', 'COLLECT_ONLY', 'OFF_SALE')),
    since     timestamptz not null
);

-- One rule per location code, or per type of location, or for all ('*'); the most specific one counts. Times in seconds.
create table inventory.freshness_rule (
    scope                text primary key,
    raised_buffer_after_seconds bigint check (raised_buffer_after_seconds > 0),
    collect_only_after_seconds  bigint check (collect_only_after_seconds > 0),
    off_sale_after_seconds      bigint check (off_sale_after_seconds > 0),
    buffer               numeric(24, 6) not null check (buffer >= 0),
    quiet_from           time,
    quiet_to             time,
    check ((quiet_from is null) = (quiet_to is null)),
    check (coalesce(raised_buffer_after_seconds, 0) <= coalesce(collect_only_after_seconds, off_sale_after_seconds, 9223372036854775807)),
    check (coalesce(collect_only_after_seconds, 0) <= coalesce(off_sale_after_seconds, 9223372036854775807))
);
insert into inventory.freshness_rule values ('STORE', 3600, 7200, 21600, 2, '20:00', '09:00');

-- What a connection is shown of a SKU; '*' is any SKU. Limits are of the sum over its locations.
create table inventory.channel_offer (
    connection text not null,
    sku        text not null,
    buffer     numeric(24, 6) not null default 0 check (buffer >= 0),
    shown_max  numeric(24, 6) check (shown_max >= 0),
    primary key (connection, sku)
);
create table inventory.channel_location (
    connection text not null,
    location   text not null,
    primary key (connection, location)
);

create table inventory.transfer (
    reference     text primary key,
    from_location text not null,
    to_location   text not null,
    state         text not null check (state in ('IN_TRANSIT', 'RECEIVED', 'CLOSED')),
    sent_at       timestamptz not null,
    expected_at   timestamptz,
    ended_at      timestamptz,
    note          text,
    check (from_location <> to_location),
    check ((state = 'IN_TRANSIT') = (ended_at is null))
);
create index transfer_under_way on inventory.transfer (to_location, reference) where state = 'IN_TRANSIT';

create table inventory.transfer_line (
    reference text not null references inventory.transfer (reference),
    sku       text not null,
    sent      numeric(24, 6) not null check (sent >= 0),
    received  numeric(24, 6) not null default 0 check (received >= 0),
    missing   numeric(24, 6) not null default 0 check (missing >= 0),
    primary key (reference, sku),
    constraint transfer_line_not_exceeded check (missing = 0 or received + missing <= sent)
);

create table inventory.transfer_receipt (
    reference  text not null references inventory.transfer (reference),
    receipt    text not null,
    content    text not null,
    received_at timestamptz not null,
    primary key (reference, receipt)
);
--rollback drop table inventory.transfer_receipt; drop table inventory.transfer_line; drop table inventory.transfer; drop table inventory.channel_location; drop table inventory.channel_offer; drop table inventory.freshness_rule; drop table inventory.location_freshness; drop function inventory.is_stopped; drop table inventory.stop_sale;
