package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.MessageId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A shipment that was confirmed did not leave after all, or was stopped on its way: goods and allocation are as before, so
 * that they can be shipped later, and the invoice is taken back.
 *
 * @param shipmentExternalId the shipper's number of it; a repeat changes nothing
 */
public record CancelShipment(
        ConnectionCode connection,
        String orderExternalId,
        String shipmentExternalId,
        Instant cancelledAt,
        String reason,
        @Nullable MessageId message) {}
