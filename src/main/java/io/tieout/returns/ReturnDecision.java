package io.tieout.returns;

import java.util.Map;

/**
 * @param approve whether the customer gets the money
 * @param dispositions by line reference or SKU, where the goods were inspected
 */
public record ReturnDecision(boolean approve, String reason, Map<String, Disposition> dispositions, Payer payer) {

    /** Who pays the refund. */
    public enum Payer {
        TILL,
        CHANNEL,
        PAYMENT_PROVIDER
    }
}
