package io.tieout.reconciliation;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * The head of a settlement or of a payout's transaction report: what the partner says it adds up to.
 *
 * @param kind {@code amazon-v2}, {@code shopify-payout} and so on; the line-type registry is looked up by it
 * @param externalId the partner's settlement or payout id, unique per connection
 * @param deposit what goes to the bank; negative where it is charged to us
 * @param zone the account's zone, in which rows' dates are reckoned
 * @param bankReference what the bank statement will name the deposit by, where it is not the external id
 */
public record SettlementFile(
        ConnectionCode connection,
        EntityCode entity,
        String kind,
        String externalId,
        @Nullable Instant periodStart,
        @Nullable Instant periodEnd,
        @Nullable LocalDate depositDate,
        Money deposit,
        ZoneId zone,
        MessageId message,
        @Nullable String bankReference) {

    public SettlementFile(
            ConnectionCode connection,
            EntityCode entity,
            String kind,
            String externalId,
            @Nullable Instant periodStart,
            @Nullable Instant periodEnd,
            @Nullable LocalDate depositDate,
            Money deposit,
            ZoneId zone,
            MessageId message) {
        this(connection, entity, kind, externalId, periodStart, periodEnd, depositDate, deposit, zone, message, null);
    }

    /** The settlement's business key. */
    public BusinessKey key() {
        return BusinessKey.of("settlement:" + connection + ":" + externalId);
    }
}
