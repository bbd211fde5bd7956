--liquibase formatted sql

--changeset tieout:reconciliation-0006
-- Fees of the account stand under other-transaction in most reports and under ItemFees in some.
insert into reconciliation.line_type (kind, pattern, class, side, reference)
    select kind.name, fee.pattern, fee.class, null, 'none'
    from (values ('amazon-v1'), ('amazon-v2')) as kind (name)
    cross join (values ('*/ItemFees/Subscription Fee', 'fee.service'), ('*/ItemFees/Storage Fee', 'fee.fulfilment'))
        as fee (pattern, class);
--rollback delete from reconciliation.line_type where pattern in ('*/ItemFees/Subscription Fee', '*/ItemFees/Storage Fee');
