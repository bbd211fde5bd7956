package io.tieout.delivery.webhook;

import io.tieout.delivery.Destination;
import io.tieout.delivery.spi.Answers;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.ErpAdapter;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.Outgoing;
import io.tieout.delivery.spi.Sent;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plain webhooks: the CloudEvents body as it is, signed by Standard Webhooks. Receivers are bound to recognise repeats by
 * {@code webhook-id}, so a message whose answer was lost is simply sent again.
 */
@Component
class WebhookAdapter implements ErpAdapter {

    private final OutboundHttp http;
    private final JsonMapper json;
    private final Clock clock;

    WebhookAdapter(OutboundHttp http, JsonMapper json, Clock clock) {
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public boolean erp() {
        return false;
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public Optional<String> flaw(Destination destination, Optional<String> secret) {
        return secret.filter(value -> !value.startsWith("env:"))
                .filter(value -> Signature.key(value).isEmpty())
                .map(_ -> "The secret must be whsec_ and 16 to 128 bytes in Base64");
    }

    @Override
    public String newSecret() {
        return Signature.newSecret();
    }

    @Override
    public Sent send(Outgoing message, Endpoint endpoint) {
        var now = clock.instant();
        var headers = new HashMap<String, String>();
        headers.put("content-type", "application/cloudevents+json; charset=UTF-8");
        headers.put("webhook-id", message.id().toString());
        headers.put("webhook-timestamp", Long.toString(now.getEpochSecond()));
        headers.put("webhook-signature", Signature.of(message.id(), now, message.body(), endpoint.secrets()));
        var reply = http.exchange(new OutboundHttp.Request(
                "POST",
                endpoint.url(),
                headers,
                Optional.of(message.body()),
                endpoint.timeout(),
                endpoint.destination().allowInternal()));
        var outcome = Answers.read(reply, json, clock);
        return reply instanceof OutboundHttp.Reply.Answer answer
                ? new Sent(outcome, answer.status(), answer.body())
                : new Sent(outcome, null, null);
    }
}
