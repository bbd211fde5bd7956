package io.tieout.finance.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An invoice or credit memo as known before its tax codes are mapped; made with the journal, in one transaction.
 *
 * @param reference the shipment's or return's external id
 * @param lines amounts as plain decimals in {@code currency}
 */
public record DocumentDraft(
        String kind,
        String channel,
        @Nullable String orderExternalId,
        String reference,
        String total,
        String currency,
        List<Line> lines) {

    /** @param tax the channel's own name of the tax that we owe; null where the marketplace remits it */
    public record Line(
            String reference,
            @Nullable String sku,
            String quantity,
            String net,
            String taxAmount,
            @Nullable String tax) {}
}
