package io.tieout.channels.calls;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.spi.PartnerCalls;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.delivery.spi.OutboundHttp.Reply;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls that are counted before they are made, and whose answers are read for what the partner says of its limits. */
public final class BudgetedCalls implements PartnerCalls {

    private static final String MASK = "***";
    private static final int SECRET_LENGTH_MIN = 4;

    private final Connection connection;
    private final BudgetRows rows;
    private final OutboundHttp http;
    private final Connections connections;
    private final Clock clock;
    private final boolean forCommands;
    private final Priority priorityMax;
    private @Nullable Spent spent;

    BudgetedCalls(
            Connection connection,
            BudgetRows rows,
            OutboundHttp http,
            Connections connections,
            Clock clock,
            boolean forCommands,
            Priority priorityMax) {
        this.connection = connection;
        this.rows = rows;
        this.http = http;
        this.connections = connections;
        this.clock = clock;
        this.forCommands = forCommands;
        this.priorityMax = priorityMax;
    }

    /** The call that was not made, and how long until it could be. */
    public record Spent(String operation, Duration pause) {}

    @Override
    public Reply exchange(String operation, Priority priority, OutboundHttp.Request request) {
        var rank = priority.compareTo(priorityMax) < 0 ? priorityMax : priority;
        var wait = rows.take(connection.code(), operation, rank, forCommands);
        if (wait.isPresent()) {
            spent = new Spent(operation, wait.get());
            var seconds = Math.max(1, wait.get().plusMillis(999).toSeconds());
            return new Reply.Answer(429, Map.of("retry-after", Long.toString(seconds), "x-tieout-budget", "spent"), "");
        }
        spent = null;
        var reply = http.exchange(request);
        if (reply instanceof Reply.Answer answer) {
            CallLimit.of(answer, clock)
                    .ifPresent(limit -> rows.learn(connection.code(), operation, answer.status(), limit));
        }
        return reply;
    }

    @Override
    public void expect(String operation, double ratePerSecond, int burst) {
        rows.expect(connection.code(), operation, ratePerSecond, Math.max(1, burst));
    }

    @Override
    public Duration expectedWait(String operation, int calls) {
        return rows.expectedWait(connection.code(), operation, calls);
    }

    @Override
    public Optional<String> secret(String name) {
        return connections.secret(connection.code(), name);
    }

    /** Where the last call was not made, for want of budget. */
    public Optional<Spent> spent() {
        return Optional.ofNullable(spent);
    }

    /** Without the connection's secrets. */
    public String masked(String text) {
        var result = text;
        for (var name : connection.secrets()) {
            var value = secret(name).orElse("");
            if (value.length() >= SECRET_LENGTH_MIN) {
                result = result.replace(value, MASK);
            }
        }
        return result;
    }
}
