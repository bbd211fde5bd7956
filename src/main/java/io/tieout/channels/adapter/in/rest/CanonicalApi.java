package io.tieout.channels.adapter.in.rest;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.BuiltIn;
import io.tieout.channels.internal.CanonicalIdentities;
import io.tieout.channels.internal.CanonicalReader;
import io.tieout.channels.internal.StockReader;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.IncomingMessage;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Orders, shipments, returns and stock in canonical form. What is sent passes the inbox like any partner's message, so that
 * every object traces to one; unlike there, a body that is not well-formed is refused at once, since its author is listening.
 *
 * <p>Answers 202 with the message's id; with {@code waitMs}, 201 once the message is processed, or the outcome if it ends
 * otherwise.
 */
@RestController
@RequestMapping(path = "/api/v1", consumes = MediaType.APPLICATION_JSON_VALUE)
class CanonicalApi {

    private static final long WAIT_MS_MAX = 30_000;

    private final Connections connections;
    private final CanonicalIdentities identities;
    private final CanonicalReader reader;
    private final StockReader stock;
    private final Inbox inbox;
    private final long bodyBytesMax;

    CanonicalApi(
            Connections connections,
            CanonicalIdentities identities,
            CanonicalReader reader,
            StockReader stock,
            Inbox inbox,
            @Value("${tieout.channels.canonical-body-max-bytes:10485760}") long bodyBytesMax) {
        this.connections = connections;
        this.identities = identities;
        this.reader = reader;
        this.stock = stock;
        this.inbox = inbox;
        this.bodyBytesMax = bodyBytesMax;
    }

    @PostMapping("/orders")
    @PreAuthorize("hasAuthority('SCOPE_orders.write')")
    ResponseEntity<Map<String, Object>> order(@RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request)
            throws IOException {
        return take("order", waitMs, request, (connection, body) -> reader.order(connection, body, null));
    }

    @PostMapping("/shipments")
    @PreAuthorize("hasAuthority('SCOPE_shipments.write')")
    ResponseEntity<Map<String, Object>> shipment(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("shipment", waitMs, request, (connection, body) -> reader.shipment(connection, body, null));
    }

    @PostMapping("/returns")
    @PreAuthorize("hasAuthority('SCOPE_returns.write')")
    ResponseEntity<Map<String, Object>> registerReturn(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("return", waitMs, request, (connection, body) -> reader.registerReturn(connection, body, null));
    }

    @PostMapping("/inventory/movements")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Map<String, Object>> movements(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("stock", waitMs, request, (connection, body) -> reader.movements(connection, body, null));
    }

    @PostMapping("/inventory/counts")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Map<String, Object>> counts(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("count", waitMs, request, (connection, body) -> reader.counts(connection, body, null));
    }

    @PostMapping("/inventory/snapshots")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Map<String, Object>> snapshot(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("snapshot", waitMs, request, (connection, body) -> stock.snapshot(connection, body, null));
    }

    @PostMapping("/inventory/transfers")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Map<String, Object>> transfer(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("transfer", waitMs, request, (connection, body) -> stock.transfer(connection, body, null));
    }

    @PostMapping("/inventory/transfer-receipts")
    @PreAuthorize("hasAuthority('SCOPE_inventory.write')")
    ResponseEntity<Map<String, Object>> transferReceipt(
            @RequestParam(defaultValue = "0") long waitMs, HttpServletRequest request) throws IOException {
        return take("transfer-receipt", waitMs, request, (connection, body) -> stock.receipt(connection, body, null));
    }

    /** @param reading reads the document to see that it is complete, before it is taken */
    private ResponseEntity<Map<String, Object>> take(
            String kind, long waitMs, HttpServletRequest request, BiConsumer<Connection, JsonFields> reading)
            throws IOException {
        if (waitMs < 0 || waitMs > WAIT_MS_MAX) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "waitMs is between 0 and " + WAIT_MS_MAX);
        }
        try (var body = Body.of(request, bodyBytesMax)) {
            var document =
                    JsonFields.read(body.open(), CommonProblem.REQUEST_UNREADABLE, CommonProblem.REQUEST_INVALID);
            var connection = connection(document);
            reading.accept(connection, document);
            var id = identities.of(connection, kind, body.open());
            var receipt = inbox.receive(new IncomingMessage(
                    connection.code(),
                    BuiltIn.CANONICAL,
                    kind,
                    id.identity(),
                    id.version(),
                    id.orderingKey(),
                    MediaType.APPLICATION_JSON_VALUE,
                    Map.of(),
                    Correlation.current().id(),
                    body.open()));
            var message = waitMs == 0 ? inbox.find(receipt.id()) : inbox.await(receipt.id(), Duration.ofMillis(waitMs));
            return answer(message.orElseThrow(), receipt.duplicate(), id.identity());
        }
    }

    private Connection connection(JsonFields document) {
        var code = document.has("connection") ? document.as("connection", 64, ConnectionCode::of) : BuiltIn.API;
        return connections
                .find(code)
                .or(() -> BuiltIn.connection(code))
                .orElseThrow(() ->
                        new ProblemException(ChannelProblem.CONNECTION_UNKNOWN, "There is no connection " + code));
    }

    private static ResponseEntity<Map<String, Object>> answer(
            InboxMessage message, boolean duplicate, @Nullable String externalId) {
        var answer = new TreeMap<String, Object>();
        answer.put("messageId", message.id().toString());
        answer.put("state", message.state().name().toLowerCase(Locale.ROOT));
        answer.put("subjects", message.subjects());
        if (duplicate) {
            answer.put("duplicate", true);
        }
        if (externalId != null) {
            answer.put("externalId", externalId);
        }
        if (message.code() != null) {
            answer.put("code", message.code());
        }
        if (message.reason() != null) {
            answer.put("reason", message.reason());
        }
        if (message.workItem() != null) {
            answer.put("workItem", message.workItem().toString());
        }
        return ResponseEntity.status(status(message.state(), duplicate))
                .location(location(message, externalId))
                .body(answer);
    }

    private static HttpStatus status(InboxMessage.State state, boolean duplicate) {
        return switch (state) {
            case PROCESSED -> duplicate ? HttpStatus.OK : HttpStatus.CREATED;
            case IGNORED -> HttpStatus.OK;
            // Kept and owned by a work item: it was taken, and what became of it is in the answer.
            case RECEIVED, PARKED, FAILED -> duplicate ? HttpStatus.OK : HttpStatus.ACCEPTED;
        };
    }

    private static URI location(InboxMessage message, @Nullable String externalId) {
        var segment = message.state() == InboxMessage.State.PROCESSED && externalId != null
                ? switch (message.kind()) {
                    case "order" -> "orders";
                    case "return" -> "returns";
                    default -> null;
                }
                : null;
        return UriComponentsBuilder.fromPath("/api/v1")
                .pathSegment(
                        segment == null ? "messages" : segment,
                        segment == null ? message.id().toString() : message.connection() + ":" + externalId)
                .encode()
                .build()
                .toUri();
    }
}
