package io.tieout.returns.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.returns.ReturnFacts.DisputeState;
import io.tieout.returns.ReturnProblem;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** R26: money that a dispute gave back is not given back again. */
@Component
public class Disputes {

    private final FactRows facts;
    private final ReturnLookup lookup;
    private final CustomerReturns returns;
    private final ReturnFactDesk desk;
    private final ReturnEffects effects;

    Disputes(FactRows facts, ReturnLookup lookup, CustomerReturns returns, ReturnFactDesk desk, ReturnEffects effects) {
        this.facts = facts;
        this.lookup = lookup;
        this.returns = returns;
        this.desk = desk;
        this.effects = effects;
    }

    public void tell(ConnectionCode channel, String order, String reference, DisputeState state, Instant at) {
        returns.lock("dispute:" + channel + ":" + order);
        facts.dispute(channel, order, reference, state.name(), at);
        if (state == DisputeState.WON) {
            for (var open : lookup.openIds(channel, order)) {
                var one = desk.locked(open);
                effects.resolve(ReturnProblem.DISPUTED, one, "The dispute was won");
                desk.settle(one);
            }
        }
    }
}
