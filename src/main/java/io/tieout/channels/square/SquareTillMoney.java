package io.tieout.channels.square;

import io.tieout.channels.Connection;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.FinanceEvents;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.orders.PlaceOrder;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Tells finance of what a till took that is owed on, not earned: gift cards and tips. */
@org.springframework.stereotype.Component
class SquareTillMoney {

    private static final String TYPE = "till.money";

    private final FinanceEvents finance;

    SquareTillMoney(FinanceEvents finance) {
        this.finance = finance;
    }

    /** @param tenders what paid for it */
    record Taken(
            String order,
            LocationCode store,
            LocalDate businessDate,
            Instant at,
            Money giftCards,
            Money tips,
            List<PlaceOrder.Tender> tenders) {}

    void record(Connection connection, InboxMessage message, BusinessKey subject, Taken taken) {
        var dimensions = Dimensions.channel(connection.code().value())
                .withStore(taken.store().value())
                .withReference(taken.order());
        var components = new ArrayList<Component>();
        if (!taken.giftCards().isZero()) {
            components.add(new Component("gift-card", null, taken.giftCards(), dimensions));
        }
        if (!taken.tips().isZero()) {
            components.add(new Component("tip", null, taken.tips(), dimensions));
        }
        taken.tenders()
                .forEach(tender ->
                        components.add(new Component("tender", tender.method(), tender.amount(), dimensions)));
        finance.record(new FinanceEvent(
                TYPE,
                TYPE + ":" + subject,
                connection.entity(),
                subject,
                taken.businessDate(),
                taken.at(),
                message.id(),
                null,
                components));
    }
}
