--liquibase formatted sql

--changeset tieout:operations-0003
-- Whether the sample day was replayed into this database, so that a later start keeps it as it is.
create table operations.demo_run (
    only_row   boolean primary key default true check (only_row),
    started_at timestamptz not null,
    done_at    timestamptz
);
--rollback drop table operations.demo_run;
