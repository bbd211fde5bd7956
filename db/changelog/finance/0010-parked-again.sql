--liquibase formatted sql

--changeset tieout:finance-0010
-- An event that was being planned while its mapping took force parks just after everybody was told: parked events are looked at once
-- more soon after, by due_at; then it is infinite until somebody resumes them.
set lock_timeout = '5s';
create index finance_event_parked_due on finance.finance_event (due_at)
    where state = 'PARKED' and due_at < 'infinity';
--rollback drop index finance.finance_event_parked_due;
