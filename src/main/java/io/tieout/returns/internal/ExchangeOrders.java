package io.tieout.returns.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.TraceStep;
import io.tieout.orders.Orders;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.ReturnMoney;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Orders for what the customer gets instead: of an exchange at its price, of a replacement under warranty for nothing. */
@Component
class ExchangeOrders {

    private final Orders orders;
    private final ReturnEffects effects;
    private final Clock clock;

    ExchangeOrders(Orders orders, ReturnEffects effects, Clock clock) {
        this.orders = orders;
        this.effects = effects;
        this.clock = clock;
    }

    String number(CustomerReturn one, int part) {
        return one.externalId() + "-X" + part;
    }

    static Money gross(PlaceOrder.Line line) {
        return line.net()
                .plus(Money.sum(
                        line.net().currency(),
                        line.taxes().stream().map(PlaceOrder.Tax::amount).toList()));
    }

    void place(CustomerReturn one, MoneyDesk.Planned planned) {
        place(one, planned.part(), planned.replacement(), planned.moneys());
    }

    void place(CustomerReturn one, int part, List<PlaceOrder.Line> lines, List<ReturnMoney> moneys) {
        var total = Money.sum(
                one.currency(), lines.stream().map(ExchangeOrders::gross).toList());
        var covered = Money.sum(
                one.currency(),
                moneys.stream()
                        .filter(money -> money.kind() == ReturnMoney.Kind.EXCHANGE)
                        .map(ReturnMoney::amount)
                        .toList());
        var tenders = new ArrayList<PlaceOrder.Tender>();
        if (covered.isPositive()) {
            tenders.add(new PlaceOrder.Tender("exchange", covered, one.externalId()));
        }
        var number = number(one, part);
        orders.place(new PlaceOrder(
                one.channel(),
                number,
                null,
                one.entity(),
                clock.instant(),
                one.currency(),
                true,
                null,
                lines,
                List.of(),
                tenders,
                total,
                null,
                Map.of("exchangeFor", one.key().value()),
                one.message()));
        effects.story(
                one,
                "return.exchanged",
                TraceStep.State.DONE,
                Map.of("order", number, "worth", total.toString(), "covered", covered.toString()));
    }
}
