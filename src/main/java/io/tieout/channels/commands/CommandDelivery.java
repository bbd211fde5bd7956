package io.tieout.channels.commands;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.calls.BudgetedCalls;
import io.tieout.channels.calls.CallBudgets;
import io.tieout.delivery.Destination;
import io.tieout.delivery.PartnerMessage;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.ErpAdapter;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Outgoing;
import io.tieout.delivery.spi.Sent;
import io.tieout.kernel.Ids;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Hands what the engine sends to the adapter of the connection that it is for. */
@Component
class CommandDelivery implements ErpAdapter {

    static final String ADAPTER = "channel";

    private final Connections connections;
    private final CommandAdapters adapters;
    private final CommandForm form;
    private final CallBudgets budgets;

    CommandDelivery(Connections connections, CommandAdapters adapters, CommandForm form, CallBudgets budgets) {
        this.connections = connections;
        this.adapters = adapters;
        this.form = form;
        this.budgets = budgets;
    }

    @Override
    public String name() {
        return ADAPTER;
    }

    @Override
    public boolean erp() {
        return false;
    }

    @Override
    public boolean managed() {
        return true;
    }

    @Override
    public Set<String> types() {
        return Set.of();
    }

    @Override
    public Optional<String> flaw(Destination destination, Optional<String> secret) {
        return Optional.of("Destinations of partners come and go with their connections");
    }

    @Override
    public String newSecret() {
        return Ids.next().toString();
    }

    @Override
    public Sent send(Outgoing message, Endpoint endpoint) {
        var command = form.read(message.type(), message.body());
        if (command.isEmpty()) {
            var outcome = message.type().startsWith(PartnerMessage.TYPE_PREFIX)
                    ? new Outcome.Refused("command.unknown", "This version knows no " + message.type())
                    : new Outcome.Accepted(null);
            return new Sent(outcome, null, "Nothing was sent: partners have no call for " + message.type());
        }
        var connection = CommandQueue.connection(endpoint.destination().code()).flatMap(connections::find);
        if (connection.isEmpty()) {
            return new Sent(new Outcome.Retry("The connection is not there", null), null, null);
        }
        var adapter = adapters.find(connection.get(), command.get().getClass());
        if (adapter.isEmpty()) {
            return new Sent(
                    new Outcome.Refused(
                            "command.no-call",
                            "Adapter " + connection.get().adapter() + " has no call for " + message.type()
                                    + " as the connection is set up now"),
                    null,
                    null);
        }
        var calls = budgets.forCommands(connection.get());
        var sent = adapter.get().send(connection.get(), command.get(), message.id(), message.answerLost(), calls);
        return new Sent(outcome(sent.outcome(), connection.get(), calls), sent.status(), masked(sent.answer(), calls));
    }

    /** What the partner was never asked, for want of budget, is no failed attempt. */
    private static Outcome outcome(Outcome outcome, Connection connection, BudgetedCalls calls) {
        var spent = calls.spent();
        return switch (outcome) {
            case Outcome.Retry retry
            when spent.isPresent() ->
                new Outcome.Postponed(
                        "The call budget of " + spent.get().operation() + " at " + connection.code() + " is spent",
                        spent.get().pause());
            case Outcome.Retry(var reason, var after) -> new Outcome.Retry(calls.masked(reason), after);
            case Outcome.Refused(var code, var reason) -> new Outcome.Refused(code, calls.masked(reason));
            case Outcome.Unknown(var reason) -> new Outcome.Unknown(calls.masked(reason));
            case Outcome.Gone(var reason) -> new Outcome.Gone(calls.masked(reason));
            case Outcome.Accepted _, Outcome.Postponed _ -> outcome;
        };
    }

    private static @Nullable String masked(@Nullable String answer, BudgetedCalls calls) {
        return answer == null ? null : calls.masked(answer);
    }
}
