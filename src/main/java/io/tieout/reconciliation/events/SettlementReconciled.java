package io.tieout.reconciliation.events;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A settlement foots, is matched and posted. @param outcomes rows by match outcome */
public record SettlementReconciled(
        UUID settlement,
        BusinessKey key,
        EntityCode entity,
        String channel,
        String externalId,
        Money deposit,
        Map<String, Long> outcomes,
        Instant at,
        MessageId message) {

    public SettlementReconciled {
        outcomes = Map.copyOf(outcomes);
    }
}
