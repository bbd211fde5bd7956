package io.tieout.orders.internal;

import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends, each in a transaction of its own, the requests that stores did not answer in time (R51). */
@Component
public class StoreTimeouts {

    private static final int REQUESTS_MAX = 50;

    private final StoreAnswers answers;
    private final TransactionTemplate transaction;

    StoreTimeouts(StoreAnswers answers, PlatformTransactionManager transactions) {
        this.answers = answers;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @return whether there may be more at once */
    public boolean timeOutStores() {
        var overdue = answers.overdue(REQUESTS_MAX);
        for (var request : overdue) {
            Correlation.start(Actor.system("orders"))
                    .run(() -> transaction.executeWithoutResult(_ -> answers.timeOut(request)));
        }
        return overdue.size() == REQUESTS_MAX;
    }
}
