package io.tieout.reconciliation.internal;

import io.tieout.kernel.Money;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.AwaitedDeposit;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.BankStatement;
import io.tieout.reconciliation.ReconciliationProblem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes bank statements in, once each, where they foot. */
@Component
public class BankIntake {

    private final BankStore bank;
    private final BankMatching matching;
    private final Clock clock;

    BankIntake(BankStore bank, BankMatching matching, Clock clock) {
        this.bank = bank;
        this.matching = matching;
        this.clock = clock;
    }

    public UUID take(BankStatement statement) {
        foot(statement);
        bank.lock(statement.iban());
        var hash = hash(statement);
        var known = bank.known(statement.iban(), statement.externalId());
        if (known.isPresent()) {
            if (!known.get().contentHash().equals(hash)) {
                throw new ProblemException(
                        ReconciliationProblem.STATEMENT_REISSUED,
                        "Statement " + statement.externalId() + " of " + statement.iban()
                                + " is here with other content");
            }
            return known.get().id();
        }
        var id = bank.insert(statement, hash, clock.instant());
        matching.match(statement.entity(), id);
        return id;
    }

    private static void foot(BankStatement statement) {
        var opening = statement.opening();
        var closing = statement.closing();
        if (opening == null || closing == null) {
            return; // The bank states no balances, so there is nothing to prove.
        }
        var currency = opening.currency();
        var stray = statement.lines().stream()
                .filter(line -> !line.amount().currency().equals(currency))
                .findFirst();
        if (!closing.currency().equals(currency) || stray.isPresent()) {
            throw new ProblemException(
                    ReconciliationProblem.STATEMENT_DOES_NOT_FOOT,
                    "Statement " + statement.externalId() + " opens in " + currency + " and has amounts in "
                            + stray.map(line -> line.amount().currency()).orElse(closing.currency()));
        }
        var lines = Money.sum(
                currency,
                statement.lines().stream().map(BankStatement.Line::amount).toList());
        var difference = closing.minus(opening).minus(lines);
        if (!difference.isZero()) {
            throw new ProblemException(
                    ReconciliationProblem.STATEMENT_DOES_NOT_FOOT,
                    "Statement " + statement.externalId() + " opens with " + opening + ", its "
                            + statement.lines().size() + " lines add " + lines + ", but it closes with " + closing
                            + ": " + difference + " is missing");
        }
    }

    private static String hash(BankStatement statement) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((statement.opening() + "|" + statement.closing() + "|" + statement.lines())
                    .getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public Page<BankLine> lines(@Nullable String state, int limit, @Nullable String after) {
        var most = Cursors.limit(limit);
        return Page.of(
                bank.list(state, most + 1, Cursors.uuid(after)),
                most,
                line -> line.id().toString());
    }

    public Optional<BankLine> find(UUID line) {
        return bank.find(line);
    }

    public List<AwaitedDeposit> candidates(UUID line) {
        return bank.candidates(line);
    }
}
