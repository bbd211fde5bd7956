package io.tieout.channels.internal;

import io.tieout.access.Roles;
import io.tieout.inbox.InboxProblem;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Notices fields that a partner's published model does not name: one remark per adapter and field, not one per message. */
@Component
public class Drift {

    private static final Duration SILENT = Duration.ofHours(24);
    private static final int REMEMBERED_MAX = 10_000;

    private final Map<String, Instant> told = new ConcurrentHashMap<>();
    private final Clock clock;

    Drift(Clock clock) {
        this.clock = clock;
    }

    /** The outcome of a message that was done, with a remark for each field not told of lately. */
    public Outcome processed(String adapter, Set<BusinessKey> subjects, Set<String> unknownFields) {
        var now = clock.instant();
        var news = unknownFields.stream()
                .filter(field ->
                        told.getOrDefault(key(adapter, field), Instant.MIN).isBefore(now.minus(SILENT)))
                .toList();
        if (news.isEmpty()) {
            return new Outcome.Processed(subjects);
        }
        rememberAfterCommit(adapter, news, now);
        return new Outcome.ProcessedWithRemarks(
                subjects, news.stream().map(field -> remark(adapter, field)).toList());
    }

    private static Remark remark(String adapter, String field) {
        return new Remark(
                InboxProblem.UNKNOWN_FIELD,
                BusinessKey.of(key(adapter, field)),
                Roles.INTEGRATION,
                "Adapter " + adapter + " met the field " + field + ", which its model does not name",
                Map.of("adapter", adapter, "field", field));
    }

    private void rememberAfterCommit(String adapter, List<String> fields, Instant now) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                if (told.size() > REMEMBERED_MAX) {
                    told.clear();
                }
                fields.forEach(field -> told.put(key(adapter, field), now));
            }
        });
    }

    private static String key(String adapter, String field) {
        return "field:" + adapter + ":" + field;
    }
}
