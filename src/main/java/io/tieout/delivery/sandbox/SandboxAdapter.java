package io.tieout.delivery.sandbox;

import io.tieout.delivery.Destination;
import io.tieout.delivery.spi.Answers;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.ErpAdapter;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Outgoing;
import io.tieout.delivery.spi.Sent;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks to an ERP sandbox as to any ERP: one call per document, our id as its external id, a look-up by it before anything is
 * sent again whose answer was lost. The address {@code self} is the sandbox inside this very application.
 */
@Component
public class SandboxAdapter implements ErpAdapter {

    static final String SELF = "self";

    private static final Map<String, String> RESOURCES = Map.of(
            "sales-order.released", "sales-orders",
            "sales-order.changed", "sales-order-changes",
            "sales-order.cancelled", "cancellations",
            "invoice.triggered", "invoices",
            "credit-memo.triggered", "credit-memos",
            "journal.posted", "journals",
            "destination.test", "ping");

    private final OutboundHttp http;
    private final JsonMapper json;
    private final Environment environment;
    private final Clock clock;

    SandboxAdapter(OutboundHttp http, JsonMapper json, Environment environment, Clock clock) {
        this.http = http;
        this.json = json;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public boolean erp() {
        return true;
    }

    @Override
    public Set<String> types() {
        return RESOURCES.keySet();
    }

    @Override
    public Optional<String> flaw(Destination destination, Optional<String> secret) {
        return secret.filter(key -> key.length() < 8).map(_ -> "The sandbox's API key has at least 8 characters");
    }

    @Override
    public URI address(Destination destination) {
        return destination.url().toString().equals(SELF) ? ownAddress() : destination.url();
    }

    private URI ownAddress() {
        return URI.create("http://127.0.0.1:" + ownPort() + "/sandbox/erp");
    }

    private String ownPort() {
        return environment.getProperty("local.server.port", environment.getProperty("server.port", "8080"));
    }

    /** Whether the address is this application's own sandbox, by whatever name. */
    boolean own(Destination destination) {
        var url = destination.url();
        return url.toString().equals(SELF)
                || (url.getHost() != null
                        && Set.of("127.0.0.1", "localhost", "[::1]").contains(url.getHost())
                        && Integer.toString(url.getPort()).equals(ownPort())
                        && url.getPath().replaceAll("/+$", "").equals("/sandbox/erp"));
    }

    @Override
    public String newSecret() {
        var key = new byte[24];
        new SecureRandom().nextBytes(key);
        return "sandbox_" + HexFormat.of().formatHex(key);
    }

    @Override
    public Sent send(Outgoing message, Endpoint endpoint) {
        var resource = RESOURCES.get(message.type());
        if (resource == null) {
            return new Sent(new Outcome.Refused("type.not-handled", message.type()), null, null);
        }
        if (message.answerLost() && !resource.equals("ping")) {
            var found = lookUp(message, resource, endpoint);
            if (!(found.outcome() instanceof Outcome.Refused)) {
                return found;
            }
        }
        return read(call("POST", endpoint, "/" + resource, Optional.of(document(message))));
    }

    /** Whether it has it already. Refused: it has not, and may be sent. */
    private Sent lookUp(Outgoing message, String resource, Endpoint endpoint) {
        var reply = call("GET", endpoint, "/" + resource + "?externalId=" + message.id(), Optional.empty());
        if (reply instanceof Reply.Answer answer && answer.status() == 404) {
            return new Sent(new Outcome.Refused("not-found", "not there yet"), 404, answer.body());
        }
        // without an answer to the question, nothing is sent: the state stays unknown
        var sent = read(reply);
        return sent.outcome() instanceof Outcome.Accepted || sent.outcome() instanceof Outcome.Retry
                ? sent
                : new Sent(new Outcome.Unknown("The look-up was not answered"), sent.status(), sent.answer());
    }

    private Sent read(Reply reply) {
        var outcome = Answers.read(reply, json, clock);
        return reply instanceof Reply.Answer answer
                ? new Sent(outcome, answer.status(), answer.body())
                : new Sent(outcome, null, null);
    }

    private Reply call(String method, Endpoint endpoint, String path, Optional<String> body) {
        var destination = endpoint.destination();
        return http.exchange(new OutboundHttp.Request(
                method,
                URI.create(endpoint.url().toString().replaceAll("/+$", "") + path),
                Map.of("authorization", "Bearer " + endpoint.secrets().getFirst()),
                body,
                endpoint.timeout(),
                destination.allowInternal() || destination.url().toString().equals(SELF)));
    }

    /** The ERP's own form of a document: our external id, and the data as it stands. */
    private String document(Outgoing message) {
        var data = json.readTree(message.body()).path("data");
        var document = json.createObjectNode().put("externalId", message.id().toString());
        if (data instanceof ObjectNode fields) {
            document.setAll(fields);
        }
        return document.toString();
    }

    /** The sandbox's own books, per account code debit minus credit. */
    Reply trialBalance(Endpoint endpoint) {
        return call("GET", endpoint, "/trial-balance", Optional.empty());
    }

    /** Whether the sandbox has a journal of this external id. */
    Reply journal(Endpoint endpoint, String externalId) {
        return call(
                "GET",
                endpoint,
                "/journals?externalId=" + URLEncoder.encode(externalId, StandardCharsets.UTF_8),
                Optional.empty());
    }
}
