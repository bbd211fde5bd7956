package io.tieout.operations;

import io.tieout.exceptions.spi.IntegrityCheck;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Service;

/** The proof that the books and the stock agree: every module's checks, run over what is committed. */
@Service
public class IntegrityProof {

    private final List<IntegrityCheck> checks;
    private final Clock clock;

    IntegrityProof(List<IntegrityCheck> checks, Clock clock) {
        this.checks =
                checks.stream().sorted(Comparator.comparing(IntegrityCheck::id)).toList();
        this.clock = clock;
    }

    /** Runs all checks, one after the other. Reads only; may take a while on large books. */
    public Report run() {
        var results = checks.stream().map(IntegrityProof::run).toList();
        return new Report(results.stream().allMatch(Check::ok), clock.instant(), results);
    }

    private static Check run(IntegrityCheck check) {
        var result = check.check();
        return new Check(
                check.id(), check.statement(), result.violations().isEmpty(), result.checked(), result.violations());
    }

    /** The outcome, as the API gives it. */
    public record Report(boolean ok, Instant at, List<Check> checks) {}

    /** One statement with its proof. @param checked how many things were looked at */
    public record Check(
            String id, String statement, boolean ok, long checked, List<IntegrityCheck.Violation> violations) {}
}
