package io.tieout.channels.adapter.in.rest;

import io.tieout.channels.ChannelProblem;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.internal.Adapters;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.IncomingMessage;
import io.tieout.inbox.Receipt;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where partners' raw messages come in: authenticated, limited, stored as they came, acknowledged; nothing else. A body that
 * cannot be read is no error here.
 */
@RestController
class Door {

    private static final int HEADERS_MAX = 30;
    private static final int HEADER_LENGTH_MAX = 500;

    private final Connections connections;
    private final Adapters adapters;
    private final Inbox inbox;
    private final long bodyBytesMax;
    private final int signedBytesMax;

    Door(
            Connections connections,
            Adapters adapters,
            Inbox inbox,
            @Value("${tieout.inbox.body-max-bytes:134217728}") long bodyBytesMax,
            @Value("${tieout.channels.signed-body-max-bytes:10485760}") int signedBytesMax) {
        this.connections = connections;
        this.adapters = adapters;
        this.inbox = inbox;
        this.bodyBytesMax = bodyBytesMax;
        this.signedBytesMax = signedBytesMax;
    }

    @PostMapping("/in/{connection}/{kind}")
    ResponseEntity<Map<String, Object>> in(
            @PathVariable String connection, @PathVariable String kind, HttpServletRequest request) throws IOException {
        var known = connection(connection);
        var adapter = adapters.find(known.adapter(), kind)
                .orElseThrow(() -> new ProblemException(
                        ChannelProblem.KIND_UNKNOWN,
                        "Connection " + known.code() + " takes " + adapters.kinds(known.adapter()) + ", not " + kind));
        if (!adapter.signs()) {
            demandKey();
        }
        var contentType = contentType(adapter, kind, request.getContentType());
        var headers = headers(request);
        try (var body = Body.of(request, adapter.signs() ? signedBytesMax : bodyBytesMax)) {
            if (adapter.signs()) {
                verify(known, adapter, headers, body.bytes());
            }
            var id = adapter.identify(known, kind, headers, body::open);
            var receipt = inbox.receive(new IncomingMessage(
                    known.code(),
                    known.adapter(),
                    kind,
                    id.identity(),
                    id.version(),
                    id.orderingKey(),
                    contentType,
                    worthKeeping(headers),
                    Correlation.current().id(),
                    body.open()));
            return answer(receipt);
        }
    }

    private static ResponseEntity<Map<String, Object>> answer(Receipt receipt) {
        var answer = new TreeMap<String, Object>();
        answer.put("messageId", receipt.id().toString());
        answer.put("state", receipt.state().name().toLowerCase(Locale.ROOT));
        if (receipt.duplicate()) {
            answer.put("duplicate", true);
            return ResponseEntity.ok(answer);
        }
        return ResponseEntity.accepted().body(answer);
    }

    private Connection connection(String code) {
        try {
            return connections
                    .find(ConnectionCode.of(code))
                    .orElseThrow(() ->
                            new ProblemException(ChannelProblem.CONNECTION_UNKNOWN, "There is no connection " + code));
        } catch (IllegalArgumentException noCode) {
            throw new ProblemException(ChannelProblem.CONNECTION_UNKNOWN, "There is no such connection", noCode);
        }
    }

    private static void demandKey() {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        if (caller == null || !caller.isAuthenticated() || "anonymousUser".equals(caller.getName())) {
            throw new ProblemException(
                    CommonProblem.UNAUTHENTICATED, "This connection's messages need Authorization: Bearer <key>");
        }
        var allowed = caller.getAuthorities().stream()
                .anyMatch(authority -> "SCOPE_messages.write".equals(authority.getAuthority())
                        || "SCOPE_admin".equals(authority.getAuthority()));
        if (!allowed) {
            throw new ProblemException(CommonProblem.FORBIDDEN, "The key lacks the scope messages.write");
        }
    }

    private void verify(Connection connection, ChannelAdapter adapter, Map<String, String> headers, byte[] body) {
        if (!adapter.verify(connection, headers, body, name -> connections.secret(connection.code(), name))) {
            throw new ProblemException(
                    ChannelProblem.SIGNATURE_INVALID,
                    "The signature is missing or does not fit the body and the connection's secret");
        }
    }

    private static String contentType(ChannelAdapter adapter, String kind, @Nullable String stated) {
        if (stated == null || stated.isBlank()) {
            return MediaType.APPLICATION_OCTET_STREAM_VALUE;
        }
        try {
            var type = MediaType.parseMediaType(stated);
            var plain = new MediaType(type.getType(), type.getSubtype());
            var taken = adapter.mediaTypes(kind).stream()
                    .anyMatch(media -> MediaType.parseMediaType(media).includes(plain));
            if (taken) {
                return stated;
            }
        } catch (InvalidMediaTypeException odd) {
            throw new ProblemException(CommonProblem.MEDIA_TYPE_UNSUPPORTED, "Content-Type cannot be read", odd);
        }
        throw new ProblemException(
                CommonProblem.MEDIA_TYPE_UNSUPPORTED,
                "Taken here: " + String.join(", ", adapter.mediaTypes(kind)) + "; not " + stated);
    }

    private static Map<String, String> headers(HttpServletRequest request) {
        var headers = new TreeMap<String, String>();
        for (var names = request.getHeaderNames(); names.hasMoreElements(); ) {
            var name = names.nextElement();
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        return headers;
    }

    /** The partner's own headers, without anything that gives access. */
    private static Map<String, String> worthKeeping(Map<String, String> headers) {
        var kept = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            var own = name.startsWith("x-") || name.startsWith("webhook-") || name.equals("user-agent");
            var secret = name.contains("token")
                    || name.contains("secret")
                    || name.contains("key")
                    || name.contains("auth")
                    || name.contains("hmac")
                    || name.contains("signature");
            if (own && !secret && kept.size() < HEADERS_MAX) {
                kept.put(name, value.length() <= HEADER_LENGTH_MAX ? value : value.substring(0, HEADER_LENGTH_MAX));
            }
        });
        return kept;
    }
}
