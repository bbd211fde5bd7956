package io.tieout.access.adapter.in.rest;

import io.tieout.access.ApiClient;
import io.tieout.access.ApiClients;
import io.tieout.access.CurrentActor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** API clients for whoever administers by API. A key is in one answer and nowhere else. */
@RestController
@RequestMapping("/api/v1/clients")
@PreAuthorize("hasAuthority('SCOPE_admin')")
class ClientsController {

    private static final Duration OVERLAP_MAX = Duration.ofDays(30);

    private final ApiClients clients;
    private final CurrentActor actors;

    ClientsController(ApiClients clients, CurrentActor actors) {
        this.clients = clients;
        this.actors = actors;
    }

    /** A client without its keys. */
    record Client(
            String code,
            List<String> scopes,
            @Nullable Integer ratePerMinute,
            @Nullable Instant expiresAt,
            boolean enabled,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            List<ApiClient.Key> keys) {

        static Client from(ApiClient client) {
            return new Client(
                    client.code(),
                    List.copyOf(new TreeSet<>(client.scopes())),
                    client.ratePerMinute(),
                    client.expiresAt(),
                    client.enabled(),
                    client.createdAt(),
                    client.lastUsedAt(),
                    client.keys());
        }
    }

    record Issued(String code, String key) {}

    record NewClient(
            String code,
            List<String> scopes,
            @Nullable Integer ratePerMinute,
            @Nullable Instant expiresAt) {}

    @GetMapping
    Page<Client> list() {
        return new Page<>(clients.list().stream().map(Client::from).toList(), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Issued create(@RequestBody NewClient client, HttpServletResponse response) {
        if (client.code() == null || client.scopes() == null) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A client has a code and scopes");
        }
        var terms = new ApiClients.Terms(client.scopes(), client.ratePerMinute(), client.expiresAt(), true);
        return issued(clients.create(client.code(), terms, actors.get()), response);
    }

    /** A new key; the old ones stay valid for the overlap. */
    @PostMapping("/{code}/keys")
    @ResponseStatus(HttpStatus.CREATED)
    Issued rotate(
            @PathVariable String code,
            @RequestParam(defaultValue = "0") long overlapSeconds,
            HttpServletResponse response) {
        if (overlapSeconds < 0 || overlapSeconds > OVERLAP_MAX.toSeconds()) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "An overlap is 0 to " + OVERLAP_MAX.toSeconds() + " seconds",
                    List.of(new Place("/overlapSeconds", "Out of range")));
        }
        return issued(clients.rotate(code, Duration.ofSeconds(overlapSeconds), actors.get()), response);
    }

    /** Takes all keys away at once. */
    @DeleteMapping("/{code}/keys")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String code) {
        clients.revoke(code, actors.get());
    }

    private static Issued issued(ApiClients.Issued issued, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        return new Issued(issued.client().code(), issued.key());
    }
}
