package io.tieout.delivery.sandbox;

import io.tieout.delivery.internal.Route;
import io.tieout.delivery.internal.ToldJournals;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.finance.Ledger;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Per sandbox and account: what the ERP has is what we delivered, and what we delivered plus what still waits, is refused or
 * was skipped is our ledger since the ERP was connected.
 */
@Component
class TrialBalanceAgrees implements IntegrityCheck {

    private static final LocalDate EVER = LocalDate.of(9999, 12, 31);
    private static final int TRIES_MAX = 5;
    private static final long PAUSE_MS = 300;

    private final ToldJournals told;
    private final SandboxBooks sandbox;
    private final Ledger ledger;
    private final TransactionTemplate oneInstant;

    TrialBalanceAgrees(
            ToldJournals told, SandboxBooks sandbox, Ledger ledger, PlatformTransactionManager transactions) {
        this.told = told;
        this.sandbox = sandbox;
        this.ledger = ledger;
        this.oneInstant = new TransactionTemplate(transactions);
        oneInstant.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        oneInstant.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        oneInstant.setReadOnly(true);
    }

    @Override
    public String id() {
        return "erp.trial-balance-agrees";
    }

    @Override
    public String statement() {
        return "The ERP sandbox's trial balance is ours, account by account, less the documents it has not accepted yet.";
    }

    @Override
    public Result check() {
        long checked = 0;
        var violations = new ArrayList<Violation>();
        for (var route : told.destinationsOf("sandbox")) {
            var result = check(route);
            checked += result.checked();
            violations.addAll(result.violations());
        }
        return new Result(checked, violations);
    }

    private Result check(Route route) {
        var result = compareOnce(route);
        for (int tries = 1; tries < TRIES_MAX && !result.violations().isEmpty() && !sandbox.own(route); tries++) {
            // two systems are never seen at one instant: what was on its way between them has arrived by then
            pause();
            result = compareOnce(route);
        }
        return result;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private Result compareOnce(Route route) {
        var result = oneInstant.execute(_ -> compare(route));
        return result == null ? new Result(0, List.of()) : result;
    }

    private Result compare(Route route) {
        Map<String, BigDecimal> theirs;
        try {
            theirs = sandbox.balances(route);
        } catch (IllegalStateException silent) {
            return new Result(
                    1, List.of(new Violation(route.code(), "a trial balance", String.valueOf(silent.getMessage()))));
        }
        var accepted = new HashMap<>(told.delivered(route.code()));
        var all = new HashMap<>(accepted);
        for (var message : told.undelivered(route.code())) {
            add(all, message.balances());
            if (sandbox.has(route, message.id())) {
                add(accepted, message.balances()); // it has it, and its answer is still under way
            }
        }
        var expected = new HashMap<String, BigDecimal>();
        for (var account :
                ledger.trialBalance(route.destination().entity(), EVER).accounts()) {
            expected.merge(account.code(), account.balance(), BigDecimal::add);
        }
        route.openingBalances()
                .forEach((account, balance) ->
                        expected.merge(account, new BigDecimal(balance).negate(), BigDecimal::add));
        var violations = new ArrayList<Violation>();
        var accounts = new TreeSet<>(theirs.keySet());
        accounts.addAll(all.keySet());
        accounts.addAll(expected.keySet());
        for (var account : accounts) {
            differ(route, account, "accepted", accepted, "in the ERP", theirs, violations);
            differ(route, account, "in our ledger", expected, "told to the ERP", all, violations);
        }
        return new Result(accounts.size(), violations);
    }

    private static void add(Map<String, BigDecimal> sums, Map<String, BigDecimal> more) {
        more.forEach((account, balance) -> sums.merge(account, balance, BigDecimal::add));
    }

    private static void differ(
            Route route,
            String account,
            String expectedWhat,
            Map<String, BigDecimal> expected,
            String actualWhat,
            Map<String, BigDecimal> actual,
            List<Violation> violations) {
        var one = expected.getOrDefault(account, BigDecimal.ZERO);
        var other = actual.getOrDefault(account, BigDecimal.ZERO);
        if (one.compareTo(other) != 0) {
            violations.add(new Violation(
                    route.code() + " account " + account,
                    one.toPlainString() + " " + expectedWhat,
                    other.toPlainString() + " " + actualWhat));
        }
    }
}
