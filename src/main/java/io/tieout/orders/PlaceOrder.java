package io.tieout.orders;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's order in canonical form, as any channel's adapter makes it.
 *
 * @param externalId the channel's order number, unique per connection
 * @param version the channel's version: of two, the greater is newer (compared as text of equal form, or as numbers)
 * @param total what the customer owes: must equal lines + shipping; a difference is {@code order.amounts-differ}
 * @param paid whether the money is captured or guaranteed; an unpaid order's reservation expires
 * @param shipTo null for an order whose address the channel still withholds
 */
public record PlaceOrder(
        ConnectionCode connection,
        String externalId,
        @Nullable String version,
        EntityCode entity,
        Instant orderedAt,
        Currency currency,
        boolean paid,
        @Nullable ShipTo shipTo,
        List<Line> lines,
        List<Shipping> shipping,
        List<Tender> tenders,
        Money total,
        @Nullable LocationCode requestedLocation,
        Map<String, String> attributes,
        @Nullable MessageId message) {

    public PlaceOrder {
        lines = List.copyOf(lines);
        shipping = List.copyOf(shipping);
        tenders = List.copyOf(tenders);
        attributes = Map.copyOf(attributes);
    }

    /**
     * One line; all amounts are for the whole line, not per unit.
     *
     * @param reference the channel's line id, unique in the order
     * @param net after discounts, without tax
     * @param discount what was taken off, without tax, already out of {@code net}; not negative
     * @param taxes what is due on it; facilitator tax is collected and remitted by the marketplace
     */
    public record Line(
            String reference,
            Sku sku,
            String partnerSku,
            String title,
            Quantity quantity,
            Money net,
            Money discount,
            List<Tax> taxes) {

        public Line {
            taxes = List.copyOf(taxes);
        }
    }

    /** @param code the channel's own name for the tax, which a mapping turns into ours; such as its title and rate */
    public record Tax(String code, Money amount, boolean facilitator) {}

    /** Shipping charged to the customer, net of discounts, without tax. */
    public record Shipping(String reference, String title, Money net, List<Tax> taxes) {

        public Shipping {
            taxes = List.copyOf(taxes);
        }
    }

    /** How it was or will be paid. @param method the channel's own word, mapped as payment method */
    public record Tender(
            String method, Money amount, @Nullable String reference) {}

    /** Where it goes; personal data, kept apart and erasable. */
    public record ShipTo(
            @Nullable String name,
            @Nullable String street,
            @Nullable String city,
            @Nullable String region,
            @Nullable String postalCode,
            String country,
            @Nullable String email,
            @Nullable String phone) {}
}
