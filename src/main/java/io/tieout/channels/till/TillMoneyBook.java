package io.tieout.channels.till;

import io.tieout.channels.Connection;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.channels.till.TillTransaction.ReceiptKey;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Component;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.FinanceEvents;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;

/** Tells finance of the money that tills take for what is no goods. */
@org.springframework.stereotype.Component
class TillMoneyBook {

    private static final String TYPE = "till.money";

    private final FinanceEvents finance;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TillMoneyBook(FinanceEvents finance, ApplicationEventPublisher events, Clock clock) {
        this.finance = finance;
        this.events = events;
        this.clock = clock;
    }

    private static String key(Connection connection, ReceiptKey receipt) {
        return TYPE + ":" + TillBooking.subject(connection, receipt);
    }

    void record(
            Connection connection,
            InboxMessage message,
            LocationCode store,
            Receipt receipt,
            TillMoney money,
            Instant at) {
        var subject = TillBooking.subject(connection, receipt.key());
        finance.record(new FinanceEvent(
                TYPE,
                key(connection, receipt.key()),
                connection.entity(),
                subject,
                receipt.key().businessDate(),
                at,
                message.id(),
                null,
                components(connection, store, receipt.key(), money)));
        tell(connection, message, subject, "till-money.recorded", receipt.key().externalId(), null);
    }

    private static List<Component> components(
            Connection connection, LocationCode store, ReceiptKey receipt, TillMoney money) {
        var dimensions = Dimensions.channel(connection.code().value())
                .withStore(store.value())
                .withReference(receipt.externalId());
        var components = new ArrayList<Component>();
        money.items()
                .forEach(
                        item -> components.add(component(item.purpose().component(), null, item.amount(), dimensions)));
        money.tenders()
                .forEach(tender -> components.add(component("tender", tender.method(), tender.amount(), dimensions)));
        if (!money.rounding().isZero()) {
            components.add(component("cash-rounding", null, money.rounding(), dimensions));
        }
        return components;
    }

    private static Component component(String name, @Nullable String qualifier, Money amount, Dimensions dimensions) {
        return new Component(name, qualifier, amount, dimensions);
    }

    /** @return false where the receipt took no such money, as far as is known */
    boolean takeBack(
            Connection connection,
            InboxMessage message,
            ReceiptCommands.Origin voided,
            ReceiptKey by,
            Instant at,
            LocalDate businessDate) {
        var subject = TillBooking.subject(voided);
        if (!finance.takeBack(TYPE + ":" + subject, TYPE + "-voided", businessDate, at, message.id())) {
            return false;
        }
        tell(connection, message, subject, "till-money.voided", voided.externalId(), by);
        return true;
    }

    private void tell(
            Connection connection,
            InboxMessage message,
            BusinessKey subject,
            String what,
            String receipt,
            @Nullable ReceiptKey by) {
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                connection.code().value(),
                subject,
                by == null ? Set.of(receipt) : Set.of(receipt, by.externalId()),
                message.id(),
                TraceStep.State.DONE,
                by == null ? Map.of() : Map.of("voidedBy", by.externalId())));
    }
}
