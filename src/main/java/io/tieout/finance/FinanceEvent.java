package io.tieout.finance;

import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, in amounts: what posting rules turn into a journal.
 *
 * @param type such as {@code shipment.invoiced} or {@code settlement.row}; rules are looked up by it
 * @param key unique for ever: the same key again changes nothing
 * @param subject the business object that the journal is about
 * @param businessDate in the zone of the place or account where it happened
 * @param sourceRow the row of the source file, where it came from one
 * @param components the amounts; each posts one debit and one credit as its rule says, swapped where it is negative
 */
public record FinanceEvent(
        String type,
        String key,
        EntityCode entity,
        BusinessKey subject,
        LocalDate businessDate,
        Instant occurredAt,
        @Nullable MessageId message,
        @Nullable Long sourceRow,
        List<Component> components) {

    public FinanceEvent {
        components = List.copyOf(components);
        if (components.isEmpty()) {
            throw new IllegalArgumentException("A finance event without amounts posts nothing");
        }
    }

    /**
     * One amount.
     *
     * @param name what it is, such as {@code revenue}, {@code tax}, {@code tender}, {@code fee.commission}
     * @param qualifier what the rule may depend on or the account is mapped by: a payment method, a tax code
     */
    public record Component(String name, @Nullable String qualifier, Money amount, Dimensions dimensions) {}

    /** What a journal line can be told apart by. */
    public record Dimensions(
            @Nullable String channel,
            @Nullable String store,
            @Nullable String region,
            @Nullable String taxCode,
            @Nullable String reference) {

        public static final Dimensions NONE = new Dimensions(null, null, null, null, null);

        public static Dimensions channel(String channel) {
            return new Dimensions(channel, null, null, null, null);
        }

        /** {@code reference} is what an open item of a clearing account is told by, such as the order's number. */
        public Dimensions withReference(@Nullable String reference) {
            return new Dimensions(channel, store, region, taxCode, reference);
        }

        public Dimensions withTaxCode(@Nullable String taxCode) {
            return new Dimensions(channel, store, region, taxCode, reference);
        }

        public Dimensions withStore(@Nullable String store) {
            return new Dimensions(channel, store, region, taxCode, reference);
        }
    }
}
