--liquibase formatted sql

--changeset tieout:inventory-0002 splitStatements:false
-- Stock. The movement ledger is the truth and is only ever appended to; a position is its running sum, kept in the same
-- transaction, and may be rebuilt from it at any time. Ledger and releases are kept as long as the books (ten years; a
-- retailer of 300 stores writes some ten million rows a year); ended reservations are history of orders and stay as long.
set lock_timeout = '5s';

-- On hand counts everything that is there, also what is on quality hold. It may fall below zero, by facts that reach us late.
-- Fillfactor leaves room for the new version of a row beside the old one: positions are updated all day long.
create table inventory.position (
    sku          text not null,
    location     text not null,
    on_hand      numeric(24, 6) not null default 0,
    reserved     numeric(24, 6) not null default 0 constraint position_reserved_not_negative check (reserved >= 0),
    quality_hold numeric(24, 6) not null default 0 constraint position_hold_not_negative check (quality_hold >= 0),
    in_transit   numeric(24, 6) not null default 0,
    safety_stock numeric(24, 6) not null default 0 constraint position_safety_not_negative check (safety_stock >= 0),
    changed_at   timestamptz not null,
    primary key (sku, location)
) with (fillfactor = 60);
create index position_by_location on inventory.position (location, sku);

-- Whatever code runs: a reservation never takes what is not there.
create function inventory.refuse_overselling() returns trigger language plpgsql as $$
begin
    raise exception 'position % at %: only % may be reserved', new.sku, new.location,
        old.on_hand - old.reserved - old.quality_hold - old.safety_stock
        using errcode = 'check_violation', constraint = 'position_not_oversold';
end $$;
create trigger position_not_oversold before update on inventory.position for each row
    when (new.reserved > old.reserved and new.on_hand - new.reserved - new.quality_hold - new.safety_stock < 0)
    execute function inventory.refuse_overselling();

create table inventory.movement (
    sequence    bigint generated always as identity primary key,
    sku         text not null,
    location    text not null,
    bucket      text not null check (bucket in ('ON_HAND', 'QUALITY_HOLD', 'IN_TRANSIT')),
    quantity    numeric(24, 6) not null check (quantity <> 0),
    reason      text not null,
    occurred_at timestamptz not null,
    recorded_at timestamptz not null,
    source_key  text not null,
    source_line text not null,
    message     uuid,
    reservation uuid,
    constraint movement_once unique (source_key, source_line)
);
create index movement_by_position on inventory.movement (sku, location, occurred_at);
create index movement_by_location on inventory.movement (location, sequence);

create function inventory.refuse_rewriting() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger movement_append_only before update or delete or truncate on inventory.movement
    for each statement execute function inventory.refuse_rewriting();

create table inventory.stock_count (
    source_key  text not null,
    sku         text not null,
    location    text not null,
    counted     numeric(24, 6) not null check (counted >= 0),
    as_of       timestamptz not null,
    expected    numeric(24, 6) not null,
    variance    numeric(24, 6) not null,
    recorded_at timestamptz not null,
    message     uuid,
    primary key (source_key, sku, location),
    check (variance = counted - expected)
);
create index stock_count_by_position on inventory.stock_count (sku, location, as_of);
create trigger stock_count_append_only before update or delete or truncate on inventory.stock_count
    for each statement execute function inventory.refuse_rewriting();

create table inventory.reservation (
    id           uuid primary key,
    business_key text not null,
    state        text not null check (state in ('ACTIVE', 'CONSUMED', 'RELEASED', 'EXPIRED')),
    expires_at   timestamptz,
    created_at   timestamptz not null,
    ended_at     timestamptz,
    reason       text,
    check ((state = 'ACTIVE') = (ended_at is null))
);
create unique index reservation_active on inventory.reservation (business_key) where state = 'ACTIVE';
create index reservation_consumed on inventory.reservation (business_key) where state = 'CONSUMED';
create index reservation_expiring on inventory.reservation (expires_at) where state = 'ACTIVE' and expires_at is not null;

create table inventory.reservation_line (
    reservation uuid not null references inventory.reservation (id),
    reference   text not null,
    sku         text not null,
    location    text not null,
    quantity    numeric(24, 6) not null check (quantity > 0),
    consumed    numeric(24, 6) not null default 0 check (consumed >= 0),
    released    numeric(24, 6) not null default 0 check (released >= 0),
    primary key (reservation, reference),
    constraint reservation_line_not_exceeded check (consumed + released <= quantity)
);
create index reservation_line_open on inventory.reservation_line (sku, location) where quantity > consumed + released;

-- What was given back and when, so that past reservations can be told; consumption is told by the ledger.
create table inventory.reservation_release (
    reservation uuid not null,
    reference   text not null,
    quantity    numeric(24, 6) not null check (quantity > 0),
    reason      text not null,
    released_at timestamptz not null
);
create index reservation_release_by_line on inventory.reservation_release (reservation, reference);
create trigger reservation_release_append_only before update or delete or truncate on inventory.reservation_release
    for each statement execute function inventory.refuse_rewriting();
--rollback drop table inventory.reservation_release; drop table inventory.reservation_line; drop table inventory.reservation; drop table inventory.stock_count; drop table inventory.movement; drop table inventory.position; drop function inventory.refuse_rewriting(); drop function inventory.refuse_overselling();
