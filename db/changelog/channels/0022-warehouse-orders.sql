--liquibase formatted sql

--changeset tieout:channels-0022
-- Ship orders sent by EDI: under which control number, and what the partner's acknowledgement said. The number is drawn once per
-- command, so that a repeat of the command is the same interchange. One row per order and warehouse; retention as that of orders.
-- Hot queries: by command, and by what the partner names (the depositor's order number, the control number).
set lock_timeout = '5s';
create sequence channels.edi_control_number minvalue 1 maxvalue 999999999 cycle;
create table channels.warehouse_order (
    command      uuid primary key,
    connection   text not null,
    control      bigint not null,
    order_number text not null,
    channel      text not null,
    external_id  text not null,
    reservation  uuid not null,
    state        text not null default 'SENT'
        constraint warehouse_order_state check (state in ('SENT', 'ACCEPTED', 'REJECTED')),
    sent_at      timestamptz not null,
    answered_at  timestamptz,
    unique (connection, order_number),
    unique (connection, control)
);
--rollback drop table channels.warehouse_order; drop sequence channels.edi_control_number;
