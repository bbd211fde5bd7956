package io.tieout.operations.adapter.in.console;

import io.tieout.operations.IntegrityProof;
import io.tieout.platform.spi.ConsoleCommand;
import java.io.PrintStream;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** {@code tieout verify [--json]}: exit status 0 clean, 1 with a readable list of violations, 2 could not run. */
@Component
class VerifyCommand implements ConsoleCommand {

    private final IntegrityProof proof;
    private final JsonMapper json;

    VerifyCommand(IntegrityProof proof, JsonMapper json) {
        this.proof = proof;
        this.json = json;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String summary() {
        return "prove that the books and the stock agree [--json]";
    }

    @Override
    public int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (!List.of("--json").containsAll(arguments)) {
            err.println("usage: tieout verify [--json]");
            return 2;
        }
        try {
            var report = proof.run();
            if (arguments.contains("--json")) {
                out.println(json.writeValueAsString(report));
            } else {
                print(report, out);
            }
            return report.ok() ? 0 : 1;
        } catch (DataAccessException failure) {
            err.println(
                    "The proof could not run: " + failure.getMostSpecificCause().getMessage());
            return 2;
        }
    }

    private static void print(IntegrityProof.Report report, PrintStream out) {
        for (var check : report.checks()) {
            out.printf(
                    "%-4s %-50s %,12d checked  %s%n",
                    check.ok() ? "ok" : "FAIL", check.id(), check.checked(), check.statement());
            for (var violation : check.violations()) {
                out.printf(
                        "     %s: expected %s, found %s%n",
                        violation.subject(), violation.expected(), violation.actual());
            }
        }
        var failed = report.checks().stream().filter(check -> !check.ok()).count();
        out.println(
                report.ok()
                        ? "Everything ties out."
                        : failed + " of " + report.checks().size() + " checks failed.");
    }
}
