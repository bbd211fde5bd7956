package io.tieout.delivery.avatax;

import io.tieout.delivery.Destination;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.ErpAdapter;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Outgoing;
import io.tieout.delivery.spi.Sent;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records at AvaTax what was taxed: a committed sales invoice per invoice, a committed return invoice per credit memo. The
 * document's code is ours, so that a repeat is found and never recorded twice. An entity has it where it has such a destination.
 */
@Component
class AvaTaxAdapter implements ErpAdapter {

    static final String NAME = "avatax";

    private static final String INVOICE = "invoice.triggered";
    private static final String CREDIT = "credit-memo.triggered";
    private static final int SECONDS_DIGITS_MAX = 6;

    /** What AvaTax says where a document of this code is there already. */
    private static final Set<String> THERE_ALREADY =
            Set.of("DuplicateEntry", "DocStatusError", "DocumentCodeConflict", "CannotModifyLockedTransaction");

    private final OutboundHttp http;
    private final JsonMapper json;

    AvaTaxAdapter(OutboundHttp http, JsonMapper json) {
        this.http = http;
        this.json = json;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean erp() {
        return false;
    }

    @Override
    public Set<String> types() {
        return Set.of(INVOICE, CREDIT);
    }

    @Override
    public Optional<String> flaw(Destination destination, Optional<String> secret) {
        if (destination
                        .settings()
                        .getOrDefault(Transactions.ORIGIN + "country", "")
                        .length()
                != 2) {
            return Optional.of("The setting shipFrom.country must be the two letters of the country that is sent from");
        }
        return secret.filter(value -> !value.startsWith("env:") && value.indexOf(':') < 1)
                .map(_ -> "The secret must be the account number and the licence key with a colon between");
    }

    /** There is none that AvaTax would know: calls fail until the account's own is given. */
    @Override
    public String newSecret() {
        return "account:none";
    }

    @Override
    public Sent send(Outgoing message, Endpoint endpoint) {
        var data = json.readTree(message.body()).path("data");
        var settings = endpoint.destination().settings();
        var company = settings.getOrDefault(Transactions.COMPANY, "DEFAULT");
        var code = data.path("documentId").asString();
        var calls = new AvaTaxCalls(
                http,
                endpoint.url(),
                endpoint.secrets().getFirst(),
                endpoint.destination().allowInternal(),
                endpoint.timeout());
        if (message.answerLost()) {
            var there = calls.find(company, code);
            if (there instanceof Reply.Answer found && found.status() == 200) {
                return new Sent(new Outcome.Accepted(code), 200, found.body());
            }
            if (!(there instanceof Reply.Answer found) || found.status() != 404) {
                return sent(there, new Outcome.Unknown("AvaTax did not say whether it has " + code));
            }
        }
        var transaction = message.type().equals(CREDIT)
                ? Transactions.credit(data, settings)
                : Transactions.invoice(data, settings);
        var reply = calls.create(transaction.toString());
        return switch (reply) {
            case Reply.NotSent(var reason) -> new Sent(new Outcome.Retry(reason, null), null, null);
            case Reply.Lost(var reason) -> new Sent(new Outcome.Unknown(reason), null, null);
            case Reply.Answer answer -> sent(answer, outcome(answer, code, company, calls));
        };
    }

    private Outcome outcome(Reply.Answer answer, String code, String company, AvaTaxCalls calls) {
        if (answer.status() == 200 || answer.status() == 201) {
            return new Outcome.Accepted(code);
        }
        var error = error(answer.body());
        var problem = error.path("code").asString("");
        if (THERE_ALREADY.contains(problem)
                && calls.find(company, code) instanceof Reply.Answer found
                && found.status() == 200) {
            return new Outcome.Accepted(code);
        }
        if (answer.status() == 400 && !problem.isEmpty()) {
            return new Outcome.Refused(
                    "avatax." + problem, error.path("message").asString(problem));
        }
        return new Outcome.Retry("HTTP " + answer.status() + (problem.isEmpty() ? "" : " " + problem), after(answer));
    }

    private JsonNode error(String body) {
        try {
            return json.readTree(body.isBlank() ? "{}" : body).path("error");
        } catch (JacksonException notJson) {
            return json.createObjectNode(); // a gateway's page in place of an answer; the status says enough
        }
    }

    private static @Nullable Duration after(Reply.Answer answer) {
        var value = answer.headers().getOrDefault("retry-after", "");
        return value.matches("[0-9]{1," + SECONDS_DIGITS_MAX + "}") ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }

    private static Sent sent(Reply reply, Outcome outcome) {
        return reply instanceof Reply.Answer answer
                ? new Sent(outcome, answer.status(), answer.body())
                : new Sent(outcome, null, null);
    }
}
