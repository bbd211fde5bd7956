package io.tieout.inbox.internal;

import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.internal.MessageQueue.Stop;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.TraceStep;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the trace of messages: one step each where all is well, told when it is known what the message is about. */
@Component
class Story {

    private static final int IDENTIFIERS_MAX = 50;

    private final ApplicationEventPublisher events;
    private final Clock clock;

    Story(ApplicationEventPublisher events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void ended(StoredMessage stored, InboxMessage.State state, @Nullable String reason, List<String> subjects) {
        var message = stored.message();
        var ignored = state == InboxMessage.State.IGNORED;
        tellParent(stored, subjects);
        events.publishEvent(new TraceStep(
                ignored ? clock.instant() : message.receivedAt(),
                ignored ? "message.ignored" : message.parent() == null ? "message.received" : "message.part-taken",
                message.connection().value(),
                subject(stored, subjects),
                identifiers(stored, subjects),
                message.id(),
                ignored ? TraceStep.State.IGNORED : TraceStep.State.DONE,
                detail(stored, null, reason)));
    }

    /** The story of what a part is about begins with what was received. */
    private void tellParent(StoredMessage stored, List<String> subjects) {
        var message = stored.message();
        if (message.parent() == null) {
            return;
        }
        events.publishEvent(new TraceStep(
                message.receivedAt(),
                "message.received",
                message.connection().value(),
                subject(stored, subjects),
                identifiers(stored, subjects),
                message.parent(),
                TraceStep.State.DONE,
                Map.of(
                        "kind",
                        message.kind(),
                        "adapter",
                        message.adapter(),
                        "part",
                        message.id().toString())));
    }

    void stopped(StoredMessage stored, Stop stop) {
        var message = stored.message();
        var parked = stop.state() == InboxMessage.State.PARKED;
        events.publishEvent(new TraceStep(
                clock.instant(),
                parked ? "message.parked" : "message.failed",
                message.connection().value(),
                subject(stored, List.of()),
                identifiers(stored, List.of()),
                message.id(),
                TraceStep.State.NEEDS_YOU,
                detail(stored, stop.code(), stop.reason())));
    }

    private static BusinessKey subject(StoredMessage stored, List<String> subjects) {
        if (!subjects.isEmpty()) {
            return BusinessKey.of(subjects.getFirst());
        }
        var key = stored.orderingKey();
        return BusinessKey.of(key == null ? "message:" + stored.message().id() : key);
    }

    private static Set<String> identifiers(StoredMessage stored, List<String> subjects) {
        var identifiers = new LinkedHashSet<String>();
        var message = stored.message();
        identifiers.add(message.id().toString());
        if (message.parent() != null) {
            identifiers.add(message.parent().toString());
        }
        if (message.identity() != null) {
            identifiers.add(message.identity());
        }
        subjects.stream().limit(IDENTIFIERS_MAX).forEach(subject -> addWithExternalId(identifiers, subject));
        if (stored.orderingKey() != null) {
            addWithExternalId(identifiers, stored.orderingKey());
        }
        return identifiers;
    }

    /** {@code order:shop:1001} is also found by 1001. */
    private static void addWithExternalId(Set<String> identifiers, String key) {
        identifiers.add(key);
        var parts = key.split(":", 3);
        if (parts.length == 3 && !parts[2].isBlank()) {
            identifiers.add(parts[2]);
        }
    }

    private static Map<String, String> detail(StoredMessage stored, @Nullable String code, @Nullable String reason) {
        var detail = new TreeMap<String, String>();
        var message = stored.message();
        detail.put("kind", message.kind());
        detail.put("adapter", message.adapter());
        detail.put("sizeBytes", Long.toString(message.sizeBytes()));
        if (message.parent() != null) {
            detail.put("partOf", message.parent().toString());
        }
        if (code != null) {
            detail.put("code", code);
        }
        if (reason != null) {
            detail.put("reason", reason);
        }
        return detail;
    }
}
