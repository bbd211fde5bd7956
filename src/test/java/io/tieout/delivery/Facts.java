package io.tieout.delivery;

import io.tieout.finance.FinanceEvent;
import io.tieout.finance.events.InvoiceTriggered;
import io.tieout.finance.events.JournalPosted;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.events.OrderCancelled;
import io.tieout.orders.events.OrderReleased;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

/** Events as the other modules publish them. */
final class Facts {

    static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
    static final EntityCode DE01 = EntityCode.of("DE01");

    private Facts() {}

    static OrderReleased released(String externalId) {
        return new OrderReleased(
                OrderId.next(),
                key(externalId),
                ConnectionCode.of("shop"),
                externalId,
                DE01,
                Ids.next(),
                AT,
                AT,
                Money.of("21.90", "EUR"),
                List.of(new OrderReleased.Line(
                        "1",
                        Sku.of("A-1"),
                        Quantity.of(2),
                        LocationCode.of("WH1"),
                        Money.of("14.20", "EUR"),
                        Money.of("0", "EUR"),
                        List.of(new PlaceOrder.Tax("DE 19%", Money.of("2.70", "EUR"), false)))),
                List.of(new OrderReleased.Charge(
                        "s1",
                        Money.of("4.20", "EUR"),
                        List.of(new PlaceOrder.Tax("DE 19%", Money.of("0.80", "EUR"), false)))),
                null);
    }

    static OrderCancelled cancelled(String externalId, boolean wasReleased) {
        return new OrderCancelled(
                OrderId.next(),
                key(externalId),
                ConnectionCode.of("shop"),
                externalId,
                DE01,
                wasReleased,
                "customer",
                AT,
                null);
    }

    static InvoiceTriggered invoice(String externalId) {
        return new InvoiceTriggered(
                Ids.next(),
                key(externalId),
                DE01,
                "shop",
                externalId,
                externalId + "-F1",
                LocalDate.of(2026, 11, 23),
                AT,
                Money.of("21.90", "EUR"),
                List.of(new InvoiceTriggered.Line(
                        "1", "A-1", Quantity.of(2), Money.of("14.20", "EUR"), Money.of("2.70", "EUR"), "DE19")),
                null);
    }

    /** @param lines account and signed amount, in turn */
    static JournalPosted journal(String externalId, String... lines) {
        var posted = new ArrayList<JournalPosted.Line>();
        for (int index = 0; index < lines.length; index += 2) {
            var amount = new BigDecimal(lines[index + 1]);
            posted.add(new JournalPosted.Line(
                    lines[index],
                    lines[index],
                    amount.max(BigDecimal.ZERO),
                    amount.negate().max(BigDecimal.ZERO),
                    FinanceEvent.Dimensions.channel("shop")));
        }
        return new JournalPosted(
                Ids.next(),
                key(externalId),
                DE01,
                LocalDate.of(2026, 11, 23),
                "2026-11",
                "shipment.invoiced",
                "DE01-2026-11-000001",
                "DE01-2026-11-000001",
                1,
                Currency.getInstance("EUR"),
                posted,
                AT,
                null);
    }

    static BusinessKey key(String externalId) {
        return BusinessKey.of("order:shop:" + externalId);
    }
}
