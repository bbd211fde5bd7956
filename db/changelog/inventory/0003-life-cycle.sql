--liquibase formatted sql

--changeset tieout:inventory-0003 splitStatements:false
-- A reservation's life beyond being taken: temporary, pending, confirmed by the system that keeps the books, contained in a
-- snapshot of that system, moved to another place. A bundle is reserved as its components. Goods of customers that stand in a
-- store are kept apart from ours. A position may be blocked from sale. Snapshots and counts share one table: both state what
-- was there at an instant. Absorptions are kept as long as the reservations they belong to.
set lock_timeout = '5s';

alter table inventory.position
    add column customer_owned numeric(24, 6) not null default 0
        constraint position_customer_owned_not_negative check (customer_owned >= 0),
    add column blocked boolean not null default false,
    add column stated_at timestamptz;
alter table inventory.position add column available numeric(24, 6) generated always as (
    case when blocked then least(on_hand - reserved - quality_hold - safety_stock, 0)
         else on_hand - reserved - quality_hold - safety_stock end) stored;

-- Only a statement of the whole figure, which is a fact, may leave more reserved than there is.
drop trigger position_not_oversold on inventory.position;
create trigger position_not_oversold before update on inventory.position for each row
    when (new.reserved > old.reserved and new.stated_at is not distinct from old.stated_at
          and (new.blocked or new.on_hand - new.reserved - new.quality_hold - new.safety_stock < 0))
    execute function inventory.refuse_overselling();

alter table inventory.movement drop constraint movement_bucket_check;
alter table inventory.movement
    add constraint movement_bucket_check check (bucket in ('ON_HAND', 'QUALITY_HOLD', 'IN_TRANSIT', 'CUSTOMER_OWNED')),
    add column place smallint not null default 0;
create index movement_by_reservation on inventory.movement (reservation) where reservation is not null;

alter table inventory.stock_count drop constraint stock_count_counted_check;
alter table inventory.stock_count
    add column kind text not null default 'COUNT' check (kind in ('COUNT', 'SNAPSHOT')),
    add constraint stock_count_counted_check check (counted >= 0 or kind = 'SNAPSHOT');

alter table inventory.reservation
    add column confirmed_at timestamptz,
    add column confirmed_by text,
    add constraint reservation_confirmed_does_not_expire check (confirmed_at is null or expires_at is null);
alter table inventory.reservation add column phase text generated always as (
    case when state <> 'ACTIVE' then state when confirmed_at is not null then 'CONFIRMED'
         when expires_at is not null then 'TEMPORARY' else 'PENDING' end) stored;

-- place counts the places where a line was reserved one after the other; absorbed is what a snapshot has subtracted already.
alter table inventory.reservation_line
    add column place smallint not null default 0,
    add column since timestamptz,
    add column absorbed numeric(24, 6) not null default 0 check (absorbed >= 0),
    add column bundle_reference text,
    add column bundle_sku text,
    add column per_bundle numeric(24, 6) check (per_bundle > 0),
    add constraint reservation_line_bundle_whole
        check ((bundle_reference is null) = (bundle_sku is null) and (bundle_sku is null) = (per_bundle is null));
alter table inventory.reservation_line drop constraint reservation_line_pkey;
alter table inventory.reservation_line add primary key (reservation, reference, place);
alter table inventory.reservation_line drop constraint reservation_line_not_exceeded;
alter table inventory.reservation_line
    add constraint reservation_line_not_exceeded check (consumed + released + absorbed <= quantity);

alter table inventory.reservation_release add column place smallint not null default 0;
create index reservation_release_by_time on inventory.reservation_release (released_at);

-- Above zero: a snapshot has it subtracted from now on. Below: it left, was given back, or a later statement has it no more.
create table inventory.reservation_absorption (
    reservation uuid not null,
    reference   text not null,
    place       smallint not null,
    quantity    numeric(24, 6) not null check (quantity <> 0),
    source_key  text not null,
    recorded_at timestamptz not null
);
create index reservation_absorption_by_line on inventory.reservation_absorption (reservation, reference);
create trigger reservation_absorption_append_only before update or delete or truncate on inventory.reservation_absorption
    for each statement execute function inventory.refuse_rewriting();
--rollback drop table inventory.reservation_absorption;
--rollback drop index inventory.reservation_release_by_time; alter table inventory.reservation_release drop column place;
--rollback alter table inventory.reservation_line drop constraint reservation_line_pkey, drop constraint reservation_line_not_exceeded, drop column place, drop column since, drop column absorbed, drop column bundle_reference, drop column bundle_sku, drop column per_bundle;
--rollback alter table inventory.reservation_line add primary key (reservation, reference), add constraint reservation_line_not_exceeded check (consumed + released <= quantity);
--rollback alter table inventory.reservation drop column phase, drop column confirmed_at, drop column confirmed_by;
--rollback alter table inventory.stock_count drop constraint stock_count_counted_check, drop column kind; alter table inventory.stock_count add constraint stock_count_counted_check check (counted >= 0);
--rollback drop index inventory.movement_by_reservation; alter table inventory.movement drop column place, drop constraint movement_bucket_check; alter table inventory.movement add constraint movement_bucket_check check (bucket in ('ON_HAND', 'QUALITY_HOLD', 'IN_TRANSIT'));
--rollback drop trigger position_not_oversold on inventory.position; alter table inventory.position drop column available, drop column customer_owned, drop column blocked, drop column stated_at;
--rollback create trigger position_not_oversold before update on inventory.position for each row when (new.reserved > old.reserved and new.on_hand - new.reserved - new.quality_hold - new.safety_stock < 0) execute function inventory.refuse_overselling();
