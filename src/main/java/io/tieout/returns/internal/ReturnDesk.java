package io.tieout.returns.internal;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDetails;
import io.tieout.returns.ReturnFilter;
import io.tieout.returns.ReturnId;
import io.tieout.returns.VoidReturn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All that the facade needs from the inside. */
@Component
public class ReturnDesk {

    private final ReturnRegistration registration;
    private final ReturnDecisions decisions;
    private final ReturnVoids voids;
    private final CustomerReturns returns;
    private final ReturnList list;
    private final Authorisations authorisations;
    private final MoneyRows money;
    private final FactRows facts;

    ReturnDesk(
            ReturnRegistration registration,
            ReturnDecisions decisions,
            ReturnVoids voids,
            CustomerReturns returns,
            ReturnList list,
            Authorisations authorisations,
            MoneyRows money,
            FactRows facts) {
        this.authorisations = authorisations;
        this.money = money;
        this.facts = facts;
        this.voids = voids;
        this.registration = registration;
        this.decisions = decisions;
        this.returns = returns;
        this.list = list;
    }

    public ReturnId register(RegisterReturn command) {
        return registration.register(command);
    }

    public void decide(ReturnId id, ReturnDecision decision, Actor by) {
        decisions.decide(id, decision, by);
    }

    public Optional<ReturnId> voidReturn(VoidReturn command) {
        return voids.take(command);
    }

    public Optional<ReturnDetails> find(ReturnId id) {
        return returns.find(id).map(this::details);
    }

    public Optional<ReturnDetails> find(ConnectionCode connection, String externalId) {
        return returns.find(connection, externalId).map(this::details);
    }

    private ReturnDetails details(CustomerReturn one) {
        return ReturnList.details(
                one, authorisations.of(one.id()).orElse(null), money.of(one.id()), facts.verdicts(one.id()));
    }

    public Page<ReturnDetails> list(ReturnFilter filter, int limit, @Nullable String after) {
        return list.page(filter, limit, after);
    }
}
