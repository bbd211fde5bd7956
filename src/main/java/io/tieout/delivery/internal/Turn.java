package io.tieout.delivery.internal;

import io.tieout.access.Roles;
import io.tieout.delivery.DeliveryProblem;
import io.tieout.delivery.PartnerMessage;
import io.tieout.delivery.events.PartnerMessageEnded;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.WorkItems;
import io.tieout.finance.Documents;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One turn of a lane's worker: in one transaction, what came back is concluded and what is due is claimed. */
@Component
class Turn {

    private static final Logger LOG = LoggerFactory.getLogger(Turn.class);

    private final MessageRows rows;
    private final DestinationRows destinations;
    private final Routes routes;
    private final ErpAdapters adapters;
    private final WorkItems workItems;
    private final Documents documents;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final DeliverySettings settings;
    private final Clock clock;

    Turn(
            MessageRows rows,
            DestinationRows destinations,
            Routes routes,
            ErpAdapters adapters,
            WorkItems workItems,
            Documents documents,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            DeliverySettings settings,
            Clock clock) {
        this.rows = rows;
        this.destinations = destinations;
        this.routes = routes;
        this.adapters = adapters;
        this.workItems = workItems;
        this.documents = documents;
        this.events = events;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param wanted at most so many new ones */
    List<Claimed> take(Route route, List<Result> results, int wanted) {
        try {
            return inTransaction(route, results, wanted);
        } catch (RuntimeException failure) {
            if (results.isEmpty()) {
                throw failure;
            }
            // One result that cannot be concluded must not void the others. Its message comes again when its lease
            // ends.
            LOG.warn("A batch of results for {} could not be concluded; each on its own now", route.code(), failure);
            results.forEach(result -> aloneIfPossible(route, result));
            return List.of();
        }
    }

    private void aloneIfPossible(Route route, Result result) {
        try {
            inTransaction(route, List.of(result), 0);
        } catch (RuntimeException failure) {
            LOG.error(
                    "The result of message {} could not be concluded",
                    result.message().id(),
                    failure);
        }
    }

    private List<Claimed> inTransaction(Route route, List<Result> results, int wanted) {
        List<Claimed> claimed = transaction.execute(_ -> {
            if (!results.isEmpty()) {
                conclude(route, results);
            }
            var now = clock.instant();
            return wanted == 0 ? List.<Claimed>of() : rows.claim(route.code(), wanted, now, now.plus(settings.lease()));
        });
        return claimed == null ? List.of() : claimed;
    }

    private void conclude(Route route, List<Result> results) {
        var schedule = new RetrySchedule(settings.retries());
        var secrets = route.secrets(clock.instant());
        var judged = new ArrayList<MessageRows.Judged>();
        for (var result : results) {
            var verdict = Verdict.of(
                    result.message(), result.sent().outcome(), schedule, RandomGenerator.getDefault(), clock.instant());
            judged.add(new MessageRows.Judged(
                    result,
                    verdict,
                    Masking.masked(verdict.error(), secrets),
                    Masking.masked(result.sent().answer(), secrets)));
        }
        var numbers = rows.conclude(judged);
        judged.removeIf(one -> !numbers.containsKey(one.result().message().id()));
        if (judged.isEmpty()) {
            return;
        }
        var attempted = judged.stream().filter(one -> one.verdict().attempted()).toList();
        if (!attempted.isEmpty()) {
            rows.insertAttempts(attempted, numbers);
        }
        var delivered = judged.stream().filter(one -> one.verdict().delivered()).toList();
        if (!delivered.isEmpty()) {
            rows.advance(MessageRows.places(delivered));
        }
        judged.forEach(one -> tell(route, one));
    }

    private void tell(Route route, MessageRows.Judged judged) {
        switch (judged.verdict().trouble()) {
            case NONE -> {
                if (judged.verdict().delivered()) {
                    delivered(route, judged.result(), judged.verdict());
                }
            }
            case DEAD -> dead(route, judged, DeliveryProblem.DEAD, Roles.INTEGRATION);
            case REFUSED -> {
                var document = judged.result().message().document();
                if (document != null) {
                    documents.refused(document, route.code(), String.valueOf(judged.error()));
                }
                dead(
                        route,
                        judged,
                        isCommand(judged.result().message())
                                ? DeliveryProblem.COMMAND_REFUSED
                                : DeliveryProblem.DOCUMENT_REFUSED,
                        document == null ? Roles.INTEGRATION : Roles.FINANCE_CONTROLLER);
            }
            case GONE -> gone(route, judged);
        }
    }

    private void delivered(Route route, Result result, Verdict verdict) {
        var message = result.message();
        var number = verdict.documentNumber();
        var document = message.document();
        if (document != null && (number != null || adapters.erp(route) || noErpTakes(route))) {
            documents.accepted(document, route.code(), number);
        }
        if (message.attemptsBefore() > 0) {
            resolve(message.id());
        }
        step(route, message, "delivery.delivered", TraceStep.State.DONE, number == null ? Set.of() : Set.of(number));
        ended(message, PartnerMessageEnded.End.DELIVERED, number, null);
    }

    /** Whether a plain receiver's word is all that will be heard of a document. */
    private boolean noErpTakes(Route route) {
        return routes.all().stream()
                .noneMatch(other ->
                        other.destination().entity().equals(route.destination().entity()) && adapters.erp(other));
    }

    private void resolve(UUID message) {
        workItems.resolve(DeliveryProblem.DEAD, subject(message), "delivered");
        workItems.resolve(DeliveryProblem.DOCUMENT_REFUSED, subject(message), "delivered");
        workItems.resolve(DeliveryProblem.COMMAND_REFUSED, subject(message), "delivered");
    }

    /** The subject of the work items about one message. */
    static BusinessKey subject(UUID message) {
        return BusinessKey.of("delivery:" + message);
    }

    private void dead(Route route, MessageRows.Judged judged, DeliveryProblem problem, String owner) {
        var message = judged.result().message();
        workItems.raise(new NewWorkItem(
                problem,
                subject(message.id()),
                owner,
                NewWorkItem.Severity.HIGH,
                "%s of %s for %s: %s".formatted(message.type(), message.key(), route.code(), judged.error()),
                message.cause(),
                Map.of("delivery", message.id().toString(), "destination", route.code(), "key", message.key())));
        step(route, message, "delivery.dead", TraceStep.State.NEEDS_YOU, Set.of());
        ended(
                message,
                problem == DeliveryProblem.DEAD ? PartnerMessageEnded.End.DEAD : PartnerMessageEnded.End.REFUSED,
                null,
                judged.error());
    }

    private static boolean isCommand(Claimed message) {
        return message.type().startsWith(PartnerMessage.TYPE_PREFIX);
    }

    /** Whoever queued a command hears of its end. */
    private void ended(
            Claimed message, PartnerMessageEnded.End end, @Nullable String reference, @Nullable String reason) {
        if (isCommand(message)) {
            events.publishEvent(new PartnerMessageEnded(
                    message.id(),
                    message.destination(),
                    message.type(),
                    BusinessKey.of(message.key()),
                    end,
                    reference,
                    reason,
                    clock.instant()));
        }
    }

    private void gone(Route route, MessageRows.Judged judged) {
        if (destinations.setPaused(route.code(), true, "The receiver said that it is gone")) {
            routes.refreshAfterCommit();
            workItems.raise(new NewWorkItem(
                    DeliveryProblem.DESTINATION_GONE,
                    BusinessKey.of("destination:" + route.code()),
                    Roles.INTEGRATION,
                    NewWorkItem.Severity.HIGH,
                    "%s is paused: %s".formatted(route.code(), judged.error()),
                    null,
                    Map.of("destination", route.code())));
        }
    }

    private void step(Route route, Claimed message, String what, TraceStep.State state, Set<String> numbers) {
        var identifiers = new ArrayList<>(numbers);
        identifiers.add(message.id().toString());
        if (message.document() != null) {
            identifiers.add(message.document().toString());
        }
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                route.code(),
                BusinessKey.of(message.key()),
                Set.copyOf(identifiers),
                message.cause(),
                state,
                Map.of("type", message.type(), "sequence", Long.toString(message.sequence()))));
    }
}
