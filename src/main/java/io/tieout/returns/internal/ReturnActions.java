package io.tieout.returns.internal;

import io.tieout.exceptions.WorkItem;
import io.tieout.exceptions.spi.WorkItemAction;
import io.tieout.exceptions.spi.WorkItemAction.Outcome;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.Authorisation;
import io.tieout.returns.AuthoriseReturn;
import io.tieout.returns.DecideMoney;
import io.tieout.returns.RefundAnswer;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnDecision.Payer;
import io.tieout.returns.ReturnId;
import io.tieout.returns.ReturnMoney;
import io.tieout.returns.ReturnProblem;
import java.time.Clock;
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

    @Bean
    WorkItemAction overrideReturn(ReturnFactDesk desk) {
        return new Act(
                "grant-exception",
                "Ask for an exception, or grant it",
                List.of("reason"),
                List.of(ReturnProblem.WINDOW_PASSED),
                (id, given, by) -> {
                    desk.override(id, given.getOrDefault("reason", ""), by);
                    return Outcome.STAYS_OPEN;
                });
    }

    @Bean
    WorkItemAction handBackReturn(ReturnFactDesk desk) {
        return new Act(
                "hand-back",
                "Hand the goods back",
                List.of("reason"),
                List.of(ReturnProblem.DECLINED_GOODS_HERE),
                (id, given, by) -> {
                    desk.handBack(id, given.getOrDefault("reason", "by " + by.name()));
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction goodwillReturn(ReturnFactDesk desk) {
        return new Act(
                "goodwill",
                "Pay goodwill as store credit",
                List.of("reason"),
                List.of(ReturnProblem.DECLINED_GOODS_HERE),
                (id, given, by) -> {
                    desk.decideMoney(
                            id,
                            new DecideMoney(
                                    ReturnMoney.Kind.GOODWILL,
                                    Payer.TILL,
                                    given.getOrDefault("reason", ""),
                                    false,
                                    List.of()),
                            by);
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction appealReturn(ReturnFactDesk desk) {
        return new Act(
                "appeal",
                "Appeal to the channel",
                List.of("reason"),
                List.of(ReturnProblem.DECLINED_GOODS_HERE),
                (id, given, by) -> {
                    desk.authorise(
                            id,
                            new AuthoriseReturn(
                                    Authorisation.State.REQUESTED,
                                    Authorisation.By.MARKETPLACE,
                                    given.getOrDefault("reason", ""),
                                    null,
                                    null),
                            by);
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction claimReturn(Clawbacks clawbacks, ReturnDecisions decisions) {
        return new Act(
                "claim-reimbursement",
                "Claim a reimbursement",
                List.of("reason"),
                List.of(ReturnProblem.NOT_BACK),
                (id, given, by) -> {
                    clawbacks.claim(
                            id,
                            ReturnMoney.Kind.REIMBURSEMENT,
                            decisions.find(id).refund(),
                            given.getOrDefault("reason", ""),
                            "claim by " + by.name());
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction writeOffReturn(Clawbacks clawbacks) {
        return new Act(
                "write-off",
                "Write the goods off",
                List.of("reason"),
                List.of(ReturnProblem.NOT_BACK),
                (id, given, by) -> {
                    clawbacks.writeOff(id, given.getOrDefault("reason", "by " + by.name()));
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction payRefundAgain(RefundAnswers answers) {
        return new Act(
                "pay-again", "Ask the payer again", List.of(), List.of(ReturnProblem.REFUND_FAILED), (id, _, _) -> {
                    answers.open(id).forEach(money -> answers.retry(money.id()));
                    return Outcome.RESOLVED;
                });
    }

    @Bean
    WorkItemAction refundWasPaid(RefundAnswers answers, Clock clock) {
        return new Act(
                "was-paid",
                "It was paid",
                List.of("reason"),
                List.of(ReturnProblem.REFUND_BY_HAND, ReturnProblem.REFUND_OVERDUE),
                (id, given, by) -> {
                    answers.open(id).stream()
                            .filter(money -> money.state() == ReturnMoney.State.PENDING)
                            .forEach(money -> answers.answered(new RefundAnswer(
                                    money.id(),
                                    true,
                                    null,
                                    given.getOrDefault("reason", "") + " (" + by.name() + ")",
                                    clock.instant())));
                    return Outcome.RESOLVED;
                });
    }

    private interface Deed {
        WorkItemAction.Outcome run(ReturnId id, Map<String, String> given, Actor by);
    }

    private record Act(String name, String label, List<String> parameters, List<ReturnProblem> problems, Deed deed)
            implements WorkItemAction {

        @Override
        public boolean appliesTo(WorkItem item) {
            return problems.stream().anyMatch(problem -> problem.code().equals(item.code()));
        }

        @Override
        public Outcome run(WorkItem item, Map<String, String> given, Actor by) {
            var id = ReturnId.of(Objects.requireNonNull(item.context().get("returnId"), "The item names no return"));
            return deed.run(id, given, by);
        }
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
