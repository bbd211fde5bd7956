package io.tieout.finance.internal;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.returns.events.ReturnAccounted;
import io.tieout.returns.events.ReturnDecided;
import java.util.Locale;
import java.util.Optional;

/** What returns tell beside the credit of goods, in the words of finance. */
public final class ReturnEvents {

    private static final String INTER_COMPANY = "return.inter-company";

    private ReturnEvents() {}

    /** A liability, a loss, or a leg between entities: no document. */
    public static BookableEvent from(ReturnAccounted accounted) {
        var own = Dimensions.channel(accounted.channel().value()).withReference(accounted.reference());
        var sums = new ComponentSums();
        for (var component : accounted.components()) {
            sums.add(
                    component.name(),
                    component.qualifier(),
                    component.amount(),
                    component.reference() == null ? own : own.withReference(component.reference()));
        }
        return new BookableEvent(
                new FinanceEvent(
                        accounted.type(),
                        accounted.type() + ":" + accounted.key() + ":" + accounted.occasion(),
                        accounted.entity(),
                        accounted.key(),
                        accounted.businessDate(),
                        accounted.at(),
                        accounted.message(),
                        null,
                        sums.components()),
                null);
    }

    /** R22: the entity whose till paid has the money back from the one that sold; the seller's side is in the credit itself. */
    public static Optional<BookableEvent> paidForAnother(ReturnDecided decided) {
        var paidBy = decided.paidBy();
        if (paidBy == null || decided.refunds().isEmpty()) {
            return Optional.empty();
        }
        var till = Dimensions.channel(decided.connection().value())
                .withStore(decided.location().value())
                .withReference(decided.externalId());
        var sums = new ComponentSums();
        for (var refund : decided.refunds()) {
            sums.add("paid-out", null, refund.amount(), till);
            sums.add("refund-tender", refund.method(), refund.amount(), till);
        }
        return Optional.of(new BookableEvent(
                new FinanceEvent(
                        INTER_COMPANY,
                        INTER_COMPANY + ":" + decided.key() + ":paid-out" + decided.occasion(),
                        paidBy,
                        decided.key(),
                        decided.businessDate(),
                        decided.at(),
                        decided.message(),
                        null,
                        sums.components()),
                null));
    }

    static void charges(ReturnDecided decided, ComponentSums sums, String prefix, Dimensions dimensions) {
        for (var charge : decided.charges()) {
            sums.add(prefix + name(charge.kind()), null, charge.net(), dimensions);
            sums.taxes(charge.taxes(), prefix + "tax", prefix + "facilitator-tax", dimensions);
        }
    }

    /** What nobody pays out is owed otherwise: as a gift card, as store credit, or by an order that it pays for. */
    static void offsets(ReturnDecided decided, ComponentSums sums, Dimensions dimensions) {
        for (var offset : decided.offsets()) {
            switch (offset.kind()) {
                case GIFT_CARD -> sums.add("gift-card", null, offset.amount(), dimensions);
                case STORE_CREDIT -> sums.add("store-credit", null, offset.amount(), dimensions);
                case EXCHANGE -> {
                    sums.add("exchange", null, offset.amount(), dimensions);
                    sums.add("exchange-applied", null, offset.amount(), dimensions.withReference(offset.reference()));
                }
            }
        }
    }

    static String name(ReturnDecided.Charge.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
