package io.tieout.delivery.adapter.in.rest;

import io.tieout.access.CurrentActor;
import io.tieout.delivery.Attempt;
import io.tieout.delivery.Deliveries;
import io.tieout.delivery.Delivery;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages on their way out. */
@RestController
@RequestMapping("/api/v1/deliveries")
class DeliveriesController {

    private final Deliveries deliveries;
    private final CurrentActor actor;
    private final JsonMapper json;

    DeliveriesController(Deliveries deliveries, CurrentActor actor, JsonMapper json) {
        this.deliveries = deliveries;
        this.actor = actor;
        this.json = json;
    }

    /** A message in a list. */
    record Item(
            UUID id,
            String destination,
            String type,
            String key,
            long sequence,
            String state,
            int attempts,
            @Nullable Instant nextAttemptAt,
            @Nullable String lastError,
            @Nullable String documentNumber,
            @Nullable UUID document,
            Instant createdAt,
            @Nullable Instant deliveredAt) {

        static Item from(Delivery delivery) {
            return new Item(
                    delivery.id(),
                    delivery.destination(),
                    delivery.type(),
                    delivery.key(),
                    delivery.sequence(),
                    word(delivery.state()),
                    delivery.attempts(),
                    delivery.nextAttemptAt(),
                    delivery.lastError(),
                    delivery.documentNumber(),
                    delivery.document(),
                    delivery.createdAt(),
                    delivery.deliveredAt());
        }
    }

    /** One message with all there is to know. */
    record Details(Item delivery, JsonNode payload, List<Attempt> attemptLog) {}

    /** Why it is given up. */
    record Skip(String reason) {}

    /** The receiver's own number. */
    record Acknowledgement(@Nullable String documentNumber) {}

    private static String word(Delivery.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    @GetMapping
    @PreAuthorize("hasAuthority('SCOPE_deliveries.read')")
    Page<Item> list(
            @RequestParam(required = false) @Nullable String destination,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String after) {
        return deliveries.list(destination, key, state(state), limit, after).map(Item::from);
    }

    private static Delivery.@Nullable State state(@Nullable String word) {
        if (word == null) {
            return null;
        }
        return Arrays.stream(Delivery.State.values())
                .filter(state -> state.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new ProblemException(CommonProblem.REQUEST_INVALID, word + " is no state"));
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.read')")
    Details find(@PathVariable UUID id) {
        var delivery = known(id);
        return new Details(Item.from(delivery), json.readTree(delivery.payload()), deliveries.attempts(id));
    }

    @PostMapping("/{id}/retry")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.write')")
    Item retry(@PathVariable UUID id) {
        deliveries.retry(id, actor.get());
        return Item.from(known(id));
    }

    @PostMapping("/{id}/skip")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.write')")
    Item skip(@PathVariable UUID id, @RequestBody(required = false) @Nullable Skip skip) {
        deliveries.skip(id, skip == null ? "no reason given" : skip.reason(), actor.get());
        return Item.from(known(id));
    }

    @PostMapping("/{id}/acknowledgement")
    @PreAuthorize("hasAuthority('SCOPE_deliveries.write')")
    Item acknowledge(@PathVariable UUID id, @RequestBody Acknowledgement acknowledgement) {
        var number = acknowledgement.documentNumber();
        if (number != null && (number.isBlank() || number.length() > 200)) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "A document number has 1 to 200 characters",
                    List.of(new ProblemException.Place("/documentNumber", "1 to 200 characters")));
        }
        deliveries.acknowledge(id, number, actor.get());
        return Item.from(known(id));
    }

    private Delivery known(UUID id) {
        return deliveries
                .find(id)
                .orElseThrow(() -> new ProblemException(CommonProblem.NOT_FOUND, "No delivery " + id));
    }
}
