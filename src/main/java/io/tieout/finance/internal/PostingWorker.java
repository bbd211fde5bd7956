package io.tieout.finance.internal;

import io.tieout.finance.FinanceProblem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Takes events from the queue in batches. One that breaks its batch is tried alone, so that it holds up nobody else. */
@Component
class PostingWorker {

    private static final Logger LOG = LoggerFactory.getLogger(PostingWorker.class);
    private static final int BATCH = 200;
    private static final int ATTEMPTS_MAX = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

    private final EventQueue queue;
    private final EventPosting posting;
    private final TransactionTemplate transaction;

    PostingWorker(EventQueue queue, EventPosting posting, PlatformTransactionManager transactions) {
        this.queue = queue;
        this.posting = posting;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @return whether there may be more */
    boolean postBatch() {
        var claimedIds = new ArrayList<UUID>();
        try {
            transaction.executeWithoutResult(_ -> {
                var claimed = queue.claim(BATCH);
                claimed.forEach(event -> claimedIds.add(event.id()));
                posting.post(claimed);
            });
        } catch (RuntimeException broken) {
            if (claimedIds.isEmpty()) {
                throw broken;
            }
            LOG.info(
                    "A batch of {} finance events broke and is taken one by one: {}",
                    claimedIds.size(),
                    broken.toString());
            claimedIds.forEach(this::postAlone);
        }
        return claimedIds.size() == BATCH;
    }

    private void postAlone(UUID event) {
        try {
            transaction.executeWithoutResult(_ -> posting.post(queue.claim(event)));
        } catch (RuntimeException broken) {
            LOG.warn("Finance event {} could not be posted", event, broken);
            transaction.executeWithoutResult(_ -> queue.claim(event).forEach(claimed -> setAside(claimed, broken)));
        }
    }

    private void setAside(EventQueue.Claimed claimed, RuntimeException broken) {
        if (claimed.attempts() + 1 >= ATTEMPTS_MAX) {
            posting.fail(claimed, broken.toString());
        } else {
            queue.retryLater(
                    claimed.id(),
                    FinanceProblem.EVENT_UNPOSTABLE.code(),
                    FIRST_WAIT.multipliedBy(1L << (2 * claimed.attempts())));
        }
    }
}
