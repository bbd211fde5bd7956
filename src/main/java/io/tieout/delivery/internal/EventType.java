package io.tieout.delivery.internal;

import java.util.Arrays;
import java.util.Optional;

/** The types that leave the hub, each with the shape of its data. A name and version, once public, stay. */
public enum EventType {
    SALES_ORDER_RELEASED("sales-order.released", Payload.SalesOrderReleased.class),
    SALES_ORDER_CHANGED("sales-order.changed", Payload.SalesOrderChanged.class),
    SALES_ORDER_CANCELLED("sales-order.cancelled", Payload.SalesOrderCancelled.class),
    FULFILMENT_REQUESTED("fulfilment.requested", Payload.FulfilmentRequested.class),
    FULFILMENT_WITHDRAWN("fulfilment.withdrawn", Payload.FulfilmentWithdrawn.class),
    INVOICE_TRIGGERED("invoice.triggered", Payload.Invoice.class),
    CREDIT_MEMO_TRIGGERED("credit-memo.triggered", Payload.CreditMemo.class),
    JOURNAL_POSTED("journal.posted", Payload.PostedJournal.class),
    SETTLEMENT_RECONCILED("settlement.reconciled", Payload.ReconciledSettlement.class),
    PAYOUT_RECONCILED("payout.reconciled", Payload.ReconciledPayout.class),
    RETURN_DECIDED("return.decided", Payload.DecidedReturn.class),
    STOCK_CHANGED("stock.changed", Payload.ChangedStock.class),
    DESTINATION_TEST("destination.test", Payload.Test.class);

    private static final String PREFIX = "io.tieout.";
    private static final String VERSION = ".v1";

    private final String shortName;
    private final Class<? extends Payload> data;

    EventType(String shortName, Class<? extends Payload> data) {
        this.shortName = shortName;
        this.data = data;
    }

    /** As destinations subscribe to it, such as {@code sales-order.released}. */
    public String shortName() {
        return shortName;
    }

    /** As the envelope names it, such as {@code io.tieout.sales-order.released.v1}. */
    public String fullName() {
        return PREFIX + shortName + VERSION;
    }

    public Class<? extends Payload> data() {
        return data;
    }

    /** By short or full name. */
    public static Optional<EventType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.shortName.equals(name) || type.fullName().equals(name))
                .findFirst();
    }
}
