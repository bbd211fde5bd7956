package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A till's sale: an order born fulfilled. Its stock goes down as a fact, whether we knew of stock or not.
 *
 * @param externalId the receipt: unique per connection, made of store, workstation, sequence number and business day
 * @param lines as an order's; all positive (returns in the same receipt are returns)
 * @param tenders what was paid, change given already taken off
 * @param rounding cash rounding: tenders = lines + taxes + rounding
 */
public record RecordSale(
        ConnectionCode connection,
        String externalId,
        EntityCode entity,
        LocationCode store,
        String workstation,
        long sequenceNumber,
        Instant occurredAt,
        LocalDate businessDate,
        Currency currency,
        List<PlaceOrder.Line> lines,
        List<PlaceOrder.Tender> tenders,
        Money rounding,
        @Nullable MessageId message) {

    public RecordSale {
        lines = List.copyOf(lines);
        tenders = List.copyOf(tenders);
    }
}
