package io.tieout.returns.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.TraceStep;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnMoney.Kind;
import io.tieout.returns.ReturnMoney.State;
import io.tieout.returns.events.ReturnAccounted.Component;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** R21: what was to pay for other goods is paid out, where those goods never leave. */
@org.springframework.stereotype.Component
public class ExchangeLegs {

    private static final Duration ANSWER_WITHIN = Duration.ofDays(3);

    private final MoneyRows rows;
    private final ReturnDecisions decisions;
    private final CustomerReturns returns;
    private final ReturnEffects effects;
    private final Clock clock;

    ExchangeLegs(
            MoneyRows rows, ReturnDecisions decisions, CustomerReturns returns, ReturnEffects effects, Clock clock) {
        this.rows = rows;
        this.decisions = decisions;
        this.returns = returns;
        this.effects = effects;
        this.clock = clock;
    }

    public void cancelled(ConnectionCode connection, String order, String reason) {
        for (var id : rows.exchangesBy(connection, order)) {
            returns.lock(decisions.find(id).key().value());
            var one = decisions.find(id);
            rows.of(id).stream()
                    .filter(money -> money.kind() == Kind.EXCHANGE
                            && money.state() == State.DONE
                            && order.equals(money.reference()))
                    .findFirst()
                    .ifPresent(money -> payOut(one, money, reason));
        }
    }

    private void payOut(CustomerReturn one, ReturnMoney exchange, String reason) {
        var now = clock.instant();
        rows.fail(exchange.id(), now, "The new goods never left: " + reason);
        effects.account(
                one,
                "return.exchange-cancelled",
                "exchange-" + exchange.part(),
                List.of(
                        new Component("exchange", null, exchange.amount().negated(), null),
                        new Component(
                                "exchange-applied", null, exchange.amount().negated(), exchange.reference())));
        var refund = new ReturnMoney(
                Ids.next(),
                exchange.part(),
                Kind.REFUND,
                State.PENDING,
                exchange.payer(),
                null,
                exchange.amount(),
                null,
                "The exchange was cancelled",
                now,
                now.plus(ANSWER_WITHIN),
                null,
                null,
                exchange.id());
        rows.add(one.id(), refund);
        effects.requestRefund(one, refund);
        effects.expectReimbursement(one, refund);
        effects.story(
                one,
                "return.exchange-cancelled",
                TraceStep.State.DONE,
                Map.of(
                        "order",
                        String.valueOf(exchange.reference()),
                        "amount",
                        exchange.amount().toString()));
    }
}
