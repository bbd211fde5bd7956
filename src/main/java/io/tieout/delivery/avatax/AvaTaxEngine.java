package io.tieout.delivery.avatax;

import io.tieout.delivery.internal.Route;
import io.tieout.delivery.internal.Routes;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.tax.TaxAnswer;
import io.tieout.tax.TaxQuestion;
import io.tieout.tax.spi.TaxEngine;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Asks AvaTax what it would tax, with a sales order that it does not keep. */
@Component
class AvaTaxEngine implements TaxEngine {

    private static final Logger LOG = LoggerFactory.getLogger(AvaTaxEngine.class);

    /** A customer waits for the answer; beyond, the rate table steps in. */
    private static final Duration TIMEOUT = Duration.ofSeconds(4);

    private final Routes routes;
    private final OutboundHttp http;
    private final JsonMapper json;
    private final Clock clock;

    AvaTaxEngine(Routes routes, OutboundHttp http, JsonMapper json, Clock clock) {
        this.routes = routes;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String name() {
        return AvaTaxAdapter.NAME;
    }

    @Override
    public boolean serves(EntityCode entity) {
        return route(entity).isPresent();
    }

    private Optional<Route> route(EntityCode entity) {
        return routes.all().stream()
                .filter(route -> route.destination().adapter().equals(AvaTaxAdapter.NAME)
                        && route.destination().entity().equals(entity)
                        && !route.destination().paused())
                .findFirst();
    }

    @Override
    public Optional<TaxAnswer> quote(TaxQuestion question) {
        var route = route(question.entity());
        if (route.isEmpty()) {
            return Optional.empty();
        }
        var destination = route.get().destination();
        var secrets = route.get().secrets(clock.instant());
        if (secrets.isEmpty()) {
            return Optional.empty();
        }
        var calls = new AvaTaxCalls(http, destination.url(), secrets.getFirst(), destination.allowInternal(), TIMEOUT);
        var reply = calls.create(
                Transactions.quote(question, destination.settings()).toString());
        if (reply instanceof Reply.Answer answer && (answer.status() == 200 || answer.status() == 201)) {
            return read(question, answer.body());
        }
        LOG.warn("AvaTax gave no quote for {}: {}", question.reference(), words(reply));
        return Optional.empty();
    }

    private Optional<TaxAnswer> read(TaxQuestion question, String body) {
        try {
            return Optional.of(answer(question, body, json));
        } catch (JacksonException | IllegalArgumentException odd) {
            LOG.warn("AvaTax's quote for {} cannot be read: {}", question.reference(), odd.getMessage());
            return Optional.empty();
        }
    }

    /** @throws IllegalArgumentException where a line of the question has no answer */
    static TaxAnswer answer(TaxQuestion question, String body, JsonMapper json) {
        var transaction = json.readTree(body);
        var lines = new ArrayList<TaxAnswer.Line>();
        for (var asked : question.lines()) {
            var number = asked.reference();
            BigDecimal tax = null;
            for (var line : transaction.path("lines")) {
                if (line.path("lineNumber").asString().equals(number)) {
                    tax = new BigDecimal(line.path("tax").asString());
                }
            }
            if (tax == null) {
                throw new IllegalArgumentException("there is no tax of line " + number);
            }
            var money = new Money(tax, question.currency());
            var net = question.inclusive() ? asked.amount().minus(money) : asked.amount();
            lines.add(new TaxAnswer.Line(number, net, money, null));
        }
        return new TaxAnswer(
                AvaTaxAdapter.NAME,
                false,
                lines,
                Money.sum(
                        question.currency(),
                        lines.stream().map(TaxAnswer.Line::net).toList()),
                Money.sum(
                        question.currency(),
                        lines.stream().map(TaxAnswer.Line::tax).toList()));
    }

    private static String words(Reply reply) {
        return switch (reply) {
            case Reply.Answer answer -> "HTTP " + answer.status();
            case Reply.NotSent(var reason) -> reason;
            case Reply.Lost(var reason) -> reason;
        };
    }
}
