package io.tieout.returns.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The buttons of a return that waits. */
@Configuration(proxyBeanMethods = false)
class ReturnActions {

    @Bean
    WorkItemAction approveReturn(ReturnDecisions decisions) {
        return new Decide(decisions, "approve", "Approve the refund", List.of("reason", "payer"), true);
    }

    @Bean
    WorkItemAction declineReturn(ReturnDecisions decisions) {
        return new Decide(decisions, "decline", "Decline, hand the goods back", List.of("reason"), false);
    }

    private record Decide(
            ReturnDecisions decisions, String name, String label, List<String> parameters, boolean approve)
            implements WorkItemAction {

        @Override
        public boolean appliesTo(WorkItem item) {
            return ReturnEffects.DECIDABLE.stream()
                    .anyMatch(problem -> problem.code().equals(item.code()));
        }

        @Override
        public Outcome run(WorkItem item, Map<String, String> given, Actor by) {
            var id = ReturnId.of(Objects.requireNonNull(item.context().get("returnId"), "The item names no return"));
            var reason = given.getOrDefault("reason", label + " by " + by.name());
            decisions.decide(id, new ReturnDecision(approve, reason, Map.of(), payer(given.get("payer"))), by);
            return Outcome.RESOLVED;
        }

        private static Payer payer(@Nullable String given) {
            if (given == null || given.isBlank()) {
                return Payer.CHANNEL;
            }
            try {
                return Payer.valueOf(given.strip().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new ProblemException(
                        CommonProblem.REQUEST_INVALID, "payer is one of " + List.of(Payer.values()), unknown);
            }
        }
    }
}
