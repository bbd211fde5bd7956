--liquibase formatted sql

--changeset tieout:catalog-0005
-- Who owns which attribute of a product, what became of others' changes, and where each value came from. Proposals are kept as
-- long as the product; there are a few thousand a year.
set lock_timeout = '5s';

-- attribute '*' is any that has no row of its own.
create table catalog.attribute_owner (
    attribute text primary key check (attribute <> ''),
    owner     text not null check (owner in ('ERP', 'PIM', 'SHOP', 'HUB')),
    others    text not null check (others in ('REFUSE', 'PROPOSE'))
);
insert into catalog.attribute_owner values ('*', 'ERP', 'PROPOSE');

-- Of one attribute the newest that its owner said stands, in whatever order the messages come.
create table catalog.attribute_source (
    sku        text not null references catalog.product (sku),
    attribute  text not null,
    system     text not null,
    connection text,
    message    uuid,
    changed_at timestamptz not null,
    primary key (sku, attribute)
);

create table catalog.proposal (
    id          uuid primary key,
    sku         text not null,
    attribute   text not null,
    old_value   text,
    new_value   text not null,
    system      text not null,
    connection  text,
    message     uuid,
    proposed_by text not null,
    proposed_at timestamptz not null,
    state       text not null check (state in ('OPEN', 'ACCEPTED', 'REFUSED', 'OVERTAKEN')),
    decided_by  text,
    decided_at  timestamptz,
    reason      text,
    constraint proposal_decided check ((state in ('ACCEPTED', 'REFUSED')) = (decided_by is not null))
);
create unique index proposal_open on catalog.proposal (sku, attribute, system) where state = 'OPEN';
create index proposal_by_state on catalog.proposal (state, id);
--rollback drop table catalog.proposal; drop table catalog.attribute_source; drop table catalog.attribute_owner;
