package io.tieout.channels.calls;

import io.tieout.channels.CallBudget;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.events.ConnectionRemoved;
import io.tieout.channels.spi.PartnerCalls.Priority;
import io.tieout.delivery.spi.OutboundHttp;
import io.tieout.kernel.ConnectionCode;
import java.time.Clock;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Opens the way out to a connection's partner. */
@Component
public class CallBudgets {

    private final BudgetRows rows;
    private final OutboundHttp http;
    private final Connections connections;
    private final Clock clock;

    CallBudgets(BudgetRows rows, OutboundHttp http, Connections connections, Clock clock) {
        this.rows = rows;
        this.http = http;
        this.connections = connections;
        this.clock = clock;
    }

    /** For one command; not to be shared between threads. */
    public BudgetedCalls forCommands(Connection connection) {
        return new BudgetedCalls(connection, rows, http, connections, clock, true, Priority.ORDERS);
    }

    /** For one page of what is new; not to be shared between threads. */
    public BudgetedCalls forPolling(Connection connection) {
        return new BudgetedCalls(connection, rows, http, connections, clock, false, Priority.ORDERS);
    }

    /** For one page of a back-fill, which comes after all that is live. */
    public BudgetedCalls forBackfill(Connection connection) {
        return new BudgetedCalls(connection, rows, http, connections, clock, false, Priority.CATALOGUE);
    }

    /** What is known of a connection's limits, by operation. */
    public List<CallBudget> of(ConnectionCode connection) {
        return rows.of(connection);
    }

    @EventListener
    void on(ConnectionRemoved event) {
        rows.forget(event.connection());
    }
}
