package io.tieout.channels.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.channels.ChannelProblem;
import io.tieout.channels.FeedItem;
import io.tieout.channels.FeedKind;
import io.tieout.channels.FeedState;
import io.tieout.channels.Feeds;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** How the feeds to channels stand, and what each channel has acknowledged. */
@RestController
@RequestMapping("/api/v1/feeds")
class FeedsController {

    private final Feeds feeds;
    private final CurrentActor actor;

    FeedsController(Feeds feeds, CurrentActor actor) {
        this.feeds = feeds;
        this.actor = actor;
    }

    @GetMapping
    @PreAuthorize("hasAnyAuthority('SCOPE_inventory.read', 'SCOPE_config.read')")
    Page<FeedState> states() {
        return new Page<>(feeds.states(), null);
    }

    @GetMapping("/{connection}")
    @PreAuthorize("hasAnyAuthority('SCOPE_inventory.read', 'SCOPE_config.read')")
    Page<FeedState> states(@PathVariable String connection) {
        return new Page<>(feeds.states(code(connection)), null);
    }

    @GetMapping("/{connection}/{kind}")
    @PreAuthorize("hasAnyAuthority('SCOPE_inventory.read', 'SCOPE_config.read')")
    Page<FeedItem> items(
            @PathVariable String connection,
            @PathVariable String kind,
            @RequestParam(required = false) @Nullable String sku,
            @RequestParam(defaultValue = "false") boolean differing,
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return feeds.items(code(connection), kind(kind), sku, differing, Math.clamp(limit, 1, Page.LIMIT_MAX), after);
    }

    /** Everything anew. */
    @PostMapping("/{connection}/{kind}/publish")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @PreAuthorize("hasAuthority('SCOPE_config.write')")
    void publish(@PathVariable String connection, @PathVariable String kind) {
        feeds.publishAll(code(connection), kind(kind), actor.get());
    }

    private static ConnectionCode code(String text) {
        try {
            return ConnectionCode.of(text);
        } catch (IllegalArgumentException odd) {
            throw new ProblemException(ChannelProblem.CONNECTION_UNKNOWN, "There is no such connection", odd);
        }
    }

    private static FeedKind kind(String text) {
        return Arrays.stream(FeedKind.values())
                .filter(kind -> kind.word().equals(text))
                .findFirst()
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "There is no feed " + text));
    }
}
