package io.tieout.returns.internal;

import io.tieout.kernel.ProblemException;
import io.tieout.orders.Orders;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnProblem;
import io.tieout.returns.ReturnState;
import io.tieout.returns.VoidReturn;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Takes tills' returns back: the goods leave again, and what was claimed and credited of the order is free. */
@Component
class ReturnVoids {

    private final CustomerReturns returns;
    private final LineBalances balances;
    private final Orders orders;
    private final ReturnEffects effects;

    ReturnVoids(CustomerReturns returns, LineBalances balances, Orders orders, ReturnEffects effects) {
        this.returns = returns;
        this.balances = balances;
        this.orders = orders;
        this.effects = effects;
    }

    Optional<ReturnId> take(VoidReturn command) {
        returns.lock("return:" + command.connection() + ":" + command.externalId());
        var known = returns.find(command.connection(), command.externalId());
        known.filter(one -> one.state() != ReturnState.VOIDED).ifPresent(one -> takeBack(one, command));
        return known.map(CustomerReturn::id);
    }

    private void takeBack(CustomerReturn one, VoidReturn command) {
        var decision = one.decision();
        if (one.state() != ReturnState.DECIDED || decision == null || decision.payer() != Payer.TILL) {
            throw new ProblemException(
                    ReturnProblem.NOT_VOIDABLE,
                    "Receipt " + command.voidedBy() + " voids return " + one.externalId() + ", which is " + one.state()
                            + " and not paid out by the till");
        }
        var order = one.order();
        if (order != null) {
            returns.lock("returns-of:" + order);
            var returnable = new Returnable(orders.find(order).orElseThrow(), balances.of(order));
            returnable.takeBack(one.lines());
            balances.save(order, returnable.changed());
        }
        var voided = one.with(one.lines().stream()
                        .map(line ->
                                line.in(ReturnLine.Stock.NONE).claiming(false).inPart(0))
                        .toList())
                .in(ReturnState.VOIDED);
        returns.update(voided);
        effects.move(voided, one.lines(), "voided", command.occurredAt());
        effects.note(one, one.lines(), false);
        effects.resolved(one, "Voided by receipt " + command.voidedBy());
        effects.tellVoided(voided, one, command);
    }
}
