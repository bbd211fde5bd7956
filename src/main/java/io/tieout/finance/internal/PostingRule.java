package io.tieout.finance.internal;

import org.jspecify.annotations.Nullable;

/**
 * One amount of one kind of event, and the two account keys it posts to.
 *
 * @param component the amount's name; a trailing {@code *} stands for any ending
 * @param qualifier only amounts with this qualifier; null is any
 * @param meaning what the qualifier is a partner's code of
 * @param debit an account key; {@code {qualifier}} in it is replaced by the qualifier's mapped value
 */
public record PostingRule(
        String eventType, String component, @Nullable String qualifier, Meaning meaning, String debit, String credit) {

    static final String PLACEHOLDER = "{qualifier}";

    /** What the qualifier of an amount means. */
    public enum Meaning {
        NONE,
        TAX_CODE,
        PAYMENT_METHOD
    }
}
