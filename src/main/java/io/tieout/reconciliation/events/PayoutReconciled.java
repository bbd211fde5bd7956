package io.tieout.reconciliation.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** The bank has the money of a settlement or payout. */
public record PayoutReconciled(
        UUID settlement,
        BusinessKey key,
        EntityCode entity,
        String channel,
        String externalId,
        Money deposit,
        String bankReference,
        LocalDate bookedOn,
        Instant at,
        MessageId message) {}
