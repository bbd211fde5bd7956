package io.tieout.inbox.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What became of messages, and once more. */
@RestController
@RequestMapping("/api/v1/messages")
class MessagesController {

    private static final int WAIT_MS_MAX = 30_000;

    private final Inbox inbox;
    private final CurrentActor actor;

    MessagesController(Inbox inbox, CurrentActor actor) {
        this.inbox = inbox;
        this.actor = actor;
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAnyAuthority('SCOPE_messages.read', 'SCOPE_messages.write')")
    Message get(@PathVariable String id, @RequestParam(defaultValue = "0") int waitMs) {
        if (waitMs < 0 || waitMs > WAIT_MS_MAX) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID, "waitMs is between 0 and " + WAIT_MS_MAX + ", not " + waitMs);
        }
        var message = parse(id);
        var found = waitMs == 0 ? inbox.find(message) : inbox.await(message, Duration.ofMillis(waitMs));
        return Message.from(found.orElseThrow(() -> unknown(id)));
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_messages.read')")
    Page<Message> list(
            @RequestParam(required = false) @Nullable String connection,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String parent,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        var rows = Math.clamp(limit, 1, Page.LIMIT_MAX);
        var filter = new InboxFilter(
                connection, kind, state(state), null, null, null, parent == null ? null : parse(parent));
        return inbox.list(filter, rows, after).map(Message::from);
    }

    @PostMapping("/{id}/replay")
    @PreAuthorize("hasAuthority('SCOPE_replays.write')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Message replay(@PathVariable String id) {
        var message = parse(id);
        inbox.replay(message, actor.get());
        return Message.from(inbox.find(message).orElseThrow(() -> unknown(id)));
    }

    /** Always as a download of an inert type: the bytes are a stranger's. */
    @GetMapping("/{id}/raw")
    @PreAuthorize("hasAuthority('SCOPE_messages.read')")
    ResponseEntity<InputStreamResource> raw(@PathVariable String id) {
        var message = inbox.find(parse(id)).orElseThrow(() -> unknown(id));
        var body = inbox.open(message.id());
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_OCTET_STREAM)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + message.id() + "\"")
                .header("X-Content-Type-Options", "nosniff")
                .header("X-Original-Content-Type", message.contentType())
                .body(new InputStreamResource(body));
    }

    private static InboxMessage.@Nullable State state(@Nullable String state) {
        if (state == null) {
            return null;
        }
        try {
            return InboxMessage.State.valueOf(state.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "state is one of received, processed, ignored, parked, failed",
                    unknown);
        }
    }

    private static MessageId parse(String id) {
        try {
            return MessageId.of(id);
        } catch (IllegalArgumentException noId) {
            throw new ProblemException(CommonProblem.NOT_FOUND, "There is no message " + id, noId);
        }
    }

    private static ProblemException unknown(String id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no message " + id);
    }

    /** A message as the API tells it. */
    record Message(
            String id,
            String messageId,
            String connection,
            String adapter,
            String kind,
            @Nullable String identity,
            @Nullable String version,
            String sha256,
            long sizeBytes,
            String contentType,
            String correlationId,
            Instant receivedAt,
            String state,
            @Nullable String code,
            @Nullable String reason,
            @Nullable String waitsFor,
            List<String> subjects,
            @Nullable String workItem,
            int attempts,
            @Nullable Instant endedAt,
            @Nullable String parent) {

        static Message from(InboxMessage message) {
            var item = message.workItem();
            return new Message(
                    message.id().toString(),
                    message.id().toString(),
                    message.connection().value(),
                    message.adapter(),
                    message.kind(),
                    message.identity(),
                    message.version(),
                    message.sha256(),
                    message.sizeBytes(),
                    message.contentType(),
                    message.correlationId(),
                    message.receivedAt(),
                    message.state().name().toLowerCase(Locale.ROOT),
                    message.code(),
                    message.reason(),
                    message.waitsFor(),
                    message.subjects(),
                    item == null ? null : item.toString(),
                    message.attempts(),
                    message.endedAt(),
                    message.parent() == null ? null : message.parent().toString());
        }
    }
}
