package io.tieout.finance.internal;

import io.tieout.exceptions.WorkItems;
import io.tieout.finance.FinanceProblem;
import io.tieout.kernel.ProblemType;
import io.tieout.mapping.MappingProblem;
import io.tieout.platform.BackgroundLoop;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Puts events into the queue, and back into it, in the caller's transaction; the posting worker hears of it after the commit. */
@Component
public class EventIntake {

    /** What an event may be parked with. */
    private static final List<ProblemType> PROBLEMS = Stream.concat(
                    Arrays.<ProblemType>stream(FinanceProblem.values()), Stream.of(MappingProblem.CODE_UNMAPPED))
            .toList();

    private final EventQueue queue;
    private final WorkItems workItems;
    private final BackgroundLoop loop;

    EventIntake(
            EventQueue queue, WorkItems workItems, @Qualifier(FinanceConfiguration.POSTING_LOOP) BackgroundLoop loop) {
        this.queue = queue;
        this.workItems = workItems;
        this.loop = loop;
    }

    /** The same key again changes nothing. */
    public void take(BookableEvent event) {
        if (queue.add(event)) {
            wakeAfterCommit();
        }
    }

    /** What waits for these goes on. A mapping of any partner's ({@code *}) satisfies all partners that ask for the code. */
    public void resume(Collection<String> waitKeys) {
        var patterns = new ArrayList<String>();
        for (var key : waitKeys) {
            var literal = literal(key);
            patterns.add(literal);
            if (key.startsWith("mapping:") && literal.contains(":*:")) {
                patterns.add(literal.replaceFirst(":\\*:", ":%:"));
            }
        }
        resumeMatching(patterns);
    }

    /** What waits for any key of this beginning goes on; it parks again where its cause is still there. */
    void resumeAll(String keyBeginning) {
        resumeMatching(List.of(literal(keyBeginning) + "%"));
    }

    void retryFailed(UUID event) {
        if (queue.retryFailed(event) > 0) {
            wakeAfterCommit();
        }
    }

    private void resumeMatching(List<String> patterns) {
        if (patterns.isEmpty()) {
            return;
        }
        var waits = queue.resume(patterns);
        for (var wait : waits) {
            for (var problem : PROBLEMS) {
                if (problem.code().equals(wait.problem())) {
                    workItems.resolve(problem, EventPosting.subject(wait.waitsFor()), "What was missing is there");
                }
            }
        }
        if (!waits.isEmpty()) {
            wakeAfterCommit();
        }
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private void wakeAfterCommit() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    loop.wake();
                }
            });
        } else {
            loop.wake();
        }
    }
}
