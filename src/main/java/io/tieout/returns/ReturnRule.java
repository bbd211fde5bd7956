package io.tieout.returns;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One rule of the return policy. Of the rules that fit, the most particular decides: a named channel before any, a named country
 * before any, named reasons before any.
 *
 * @param name unique; a new version takes the place of the older one
 * @param channel the order's connection; {@code *} for any
 * @param country where the seller's entity is; {@code *} for any
 * @param reasons the reason codes it is for; empty for any
 * @param windowDays so many days after the order a return is taken; null without limit
 * @param backWithinDays so many days an announced return may take; null where nobody waits for it
 * @param refund when the money is decided without a person
 * @param outboundShipping when the customer gets it back (R17)
 * @param faultReasons the reasons that are the seller's fault
 * @param restockingFeePercent of the goods' net; kept back unless the reason is the seller's fault (R16)
 * @param returnLabel what the label costs the customer, net, unless the reason is the seller's fault
 * @param feeTaxCode and {@code feeTaxPercent}: how fees are taxed; null where they are not
 * @param returnlessUpTo up to this worth the customer keeps the goods (R5); null for never
 * @param missing what is credited of units that are not in the parcel (R11)
 * @param giftCardFirst whether what was paid by gift card goes back to it before anything else (R32)
 * @param claimWithinDays how long a claim on a marketplace or carrier may be made after the refund (R4)
 * @param transferPricePercent of the goods' net, at which one legal entity takes them over from another (R22)
 * @param payer who refunds where no till did
 * @param refundAnswerDays how long whoever pays may take to answer before somebody looks into it (R28)
 */
public record ReturnRule(
        String name,
        String channel,
        String country,
        List<String> reasons,
        @Nullable Integer windowDays,
        @Nullable Integer backWithinDays,
        Refund refund,
        OutboundShipping outboundShipping,
        List<String> faultReasons,
        BigDecimal restockingFeePercent,
        BigDecimal returnLabel,
        @Nullable String feeTaxCode,
        BigDecimal feeTaxPercent,
        @Nullable BigDecimal returnlessUpTo,
        Missing missing,
        boolean giftCardFirst,
        int claimWithinDays,
        BigDecimal transferPricePercent,
        ReturnDecision.Payer payer,
        int refundAnswerDays) {

    /** What holds where no rule was put in force: as little as possible. */
    public static final ReturnRule BUILT_IN = new ReturnRule(
            "built-in",
            "*",
            "*",
            List.of(),
            null,
            30,
            Refund.RECEIPT,
            OutboundShipping.NEVER,
            List.of(),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            null,
            BigDecimal.ZERO,
            null,
            Missing.NOT_CREDITED,
            true,
            45,
            BigDecimal.valueOf(100),
            ReturnDecision.Payer.CHANNEL,
            3);

    public ReturnRule {
        reasons = List.copyOf(reasons);
        faultReasons = List.copyOf(faultReasons);
    }

    /** When the money is decided without a person. */
    public enum Refund {
        AUTHORISATION,
        RECEIPT,
        /** Once the goods were graded (R6). */
        INSPECTION,
        /** Never: a person decides each. */
        PERSON
    }

    /** When what the customer paid for sending is given back. */
    public enum OutboundShipping {
        NEVER,
        ALWAYS,
        FAULT,
        /** Standard outbound shipping once all goods are returned, as a withdrawal demands in the EU. */
        WITHDRAWAL
    }

    /** What is credited of what is missing. */
    public enum Missing {
        NOT_CREDITED,
        CREDITED
    }

    public boolean isFault(String reason) {
        return faultReasons.stream().anyMatch(fault -> fault.equalsIgnoreCase(reason));
    }

    public boolean fits(String ofChannel, String ofCountry, String reason) {
        return (channel.equals("*") || channel.equals(ofChannel))
                && (country.equals("*") || country.equals(ofCountry))
                && (reasons.isEmpty() || reasons.stream().anyMatch(one -> one.equalsIgnoreCase(reason)));
    }

    /** The more, the more particular. */
    public int particularity() {
        return (channel.equals("*") ? 0 : 4) + (country.equals("*") ? 0 : 2) + (reasons.isEmpty() ? 0 : 1);
    }
}
