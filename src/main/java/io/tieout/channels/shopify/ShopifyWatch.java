package io.tieout.channels.shopify;

import io.micrometer.core.instrument.MeterRegistry;
import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Watches what comes from shops: webhooks in a version that nobody agreed on, and what only the sweep brought, which is to say
 * webhooks that were lost.
 */
@Component
class ShopifyWatch {

    /** Who fetched a message; webhooks do not have it. */
    static final String FOUND_BY = "x-tieout-found-by";

    static final String SWEEP = "sweep";
    static final String METRIC = "tieout.channels.found.by.sweep";
    private static final String VERSION = "x-shopify-api-version";
    private static final int VERSION_LENGTH_MAX = 32;
    private static final int REMEMBERED_MAX = 1_000;
    private static final Duration SILENT = Duration.ofHours(24);

    private final Map<BusinessKey, Instant> told = new ConcurrentHashMap<>();
    private final ApplicationEventPublisher events;
    private final MeterRegistry meters;
    private final Clock clock;

    ShopifyWatch(ApplicationEventPublisher events, MeterRegistry meters, Clock clock) {
        this.events = events;
        this.meters = meters;
        this.clock = clock;
    }

    Outcome over(Connection connection, InboxMessage message, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Processed(var subjects) -> {
                countFound(connection, message, subjects);
                yield drift(connection, message)
                        .<Outcome>map(remark -> new Outcome.ProcessedWithRemarks(subjects, List.of(remark)))
                        .orElse(outcome);
            }
            case Outcome.ProcessedWithRemarks(var subjects, var remarks) -> {
                countFound(connection, message, subjects);
                var all = new ArrayList<>(remarks);
                drift(connection, message).ifPresent(all::add);
                yield new Outcome.ProcessedWithRemarks(subjects, all);
            }
            case Outcome.Ignored _, Outcome.Parked _, Outcome.Split _ -> outcome;
        };
    }

    private void countFound(Connection connection, InboxMessage message, Set<BusinessKey> subjects) {
        if (!SWEEP.equals(message.headers().get(FOUND_BY)) || subjects.isEmpty()) {
            return;
        }
        var subject = subjects.iterator().next();
        events.publishEvent(new TraceStep(
                clock.instant(),
                "message.found-by-sweep",
                connection.code().value(),
                subject,
                Set.of(),
                message.id(),
                TraceStep.State.DONE,
                Map.of("kind", message.kind())));
        afterCommit(() -> meters.counter(METRIC, "connection", connection.code().value(), "kind", message.kind())
                .increment());
    }

    /** One work item for each version of a connection; told again each day while it lasts. */
    private Optional<Remark> drift(Connection connection, InboxMessage message) {
        var version = message.headers().getOrDefault(VERSION, "").strip();
        var agreed = new ShopifySettings(connection).apiVersion();
        if (version.isEmpty() || version.equals(agreed)) {
            return Optional.empty();
        }
        var shown = version.replaceAll("[^0-9A-Za-z._-]", "?");
        var name = shown.length() <= VERSION_LENGTH_MAX ? shown : shown.substring(0, VERSION_LENGTH_MAX);
        var subject = BusinessKey.of("api-version:" + connection.code() + ":" + name);
        var now = clock.instant();
        if (told.getOrDefault(subject, Instant.MIN).isAfter(now.minus(SILENT))) {
            return Optional.empty();
        }
        afterCommit(() -> {
            if (told.size() > REMEMBERED_MAX) {
                told.clear();
            }
            told.put(subject, now);
        });
        return Optional.of(new Remark(
                ShopifyProblem.API_VERSION_DIFFERS,
                subject,
                Roles.INTEGRATION,
                "Connection " + connection.code() + " is set up for " + agreed + " and gets webhooks of " + name,
                Map.of("agreed", agreed, "sent", name)));
    }

    private static void afterCommit(Runnable work) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            work.run();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                work.run();
            }
        });
    }
}
