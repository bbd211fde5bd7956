package io.tieout.operations.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.inbox.InboxFilter;
import io.tieout.inbox.InboxMessage;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import io.tieout.operations.Replays;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Messages once more, by filter. */
@RestController
@RequestMapping("/api/v1/replays")
class ReplaysController {

    private static final int LIMIT = 1_000;

    private final Replays replays;
    private final CurrentActor actor;

    ReplaysController(Replays replays, CurrentActor actor) {
        this.replays = replays;
        this.actor = actor;
    }

    /** Which messages, by the fields of a message; a field that is absent is any. */
    record Wanted(
            @Nullable String connection,
            @Nullable String kind,
            @Nullable String state,
            @Nullable String code,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer limit,
            @Nullable Boolean dryRun) {

        InboxFilter filter() {
            if (connection == null && kind == null && state == null && code == null && from == null && to == null) {
                throw new ProblemException(
                        CommonProblem.REQUEST_INVALID, "Say which messages: connection, kind, state, code, from or to");
            }
            return new InboxFilter(connection, kind, state(state), code, from, to);
        }

        private static InboxMessage.@Nullable State state(@Nullable String word) {
            if (word == null) {
                return null;
            }
            try {
                return InboxMessage.State.valueOf(word.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                var detail = "state is one of processed, ignored, parked, failed";
                throw new ProblemException(
                        CommonProblem.REQUEST_INVALID, detail, List.of(new ProblemException.Place("/state", detail)));
            }
        }
    }

    /** A message of the sample. */
    record Message(
            String messageId,
            String connection,
            String kind,
            String state,
            @Nullable String code,
            Instant receivedAt) {

        static Message from(InboxMessage message) {
            return new Message(
                    message.id().toString(),
                    message.connection().value(),
                    message.kind(),
                    message.state().name().toLowerCase(Locale.ROOT),
                    message.code(),
                    message.receivedAt());
        }
    }

    /** @param count how many the filter finds */
    record Answer(boolean dryRun, long count, int replayed, List<Message> sample) {

        static Answer from(boolean dryRun, Replays.Outcome outcome) {
            return new Answer(
                    dryRun,
                    outcome.count(),
                    outcome.replayed(),
                    outcome.sample().stream().map(Message::from).toList());
        }
    }

    @PostMapping
    @PreAuthorize("hasAuthority('SCOPE_replays.write')")
    ResponseEntity<Answer> replay(@RequestBody Wanted wanted, @RequestParam(defaultValue = "false") boolean dryRun) {
        var filter = wanted.filter();
        if (dryRun || Boolean.TRUE.equals(wanted.dryRun())) {
            return ResponseEntity.ok(Answer.from(true, replays.preview(filter)));
        }
        var limit = wanted.limit();
        return ResponseEntity.accepted()
                .body(Answer.from(false, replays.run(filter, limit == null ? LIMIT : limit, actor.get())));
    }
}
