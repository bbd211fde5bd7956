package io.tieout.delivery.internal;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a destination was told of the ledger, summed from the messages themselves. */
@Component
public class ToldJournals {

    private final JdbcClient jdbc;
    private final Routes routes;

    ToldJournals(JdbcClient jdbc, Routes routes) {
        this.jdbc = jdbc;
        this.routes = routes;
    }

    /** The destinations of one adapter that hear of journals. */
    public List<Route> destinationsOf(String adapter) {
        return routes.all().stream()
                .filter(route -> route.destination().adapter().equals(adapter))
                .filter(route -> route.destination().events().contains("*")
                        || route.destination().events().contains(EventType.JOURNAL_POSTED.shortName()))
                .toList();
    }

    /** Balance (debit minus credit) by account of what is delivered. */
    public Map<String, BigDecimal> delivered(String destination) {
        var balances = new HashMap<String, BigDecimal>();
        jdbc.sql("""
                        select line ->> 'account' as account,
                            sum(cast(line ->> 'debit' as numeric) - cast(line ->> 'credit' as numeric)) as balance
                        from delivery.outbound_message m,
                            jsonb_array_elements(cast(m.body as jsonb) -> 'data' -> 'lines') as line
                        where m.destination = :destination and m.type = 'journal.posted' and m.state = 'DELIVERED'
                        group by 1
                        """).param("destination", destination).query(row -> {
            balances.put(row.getString("account"), row.getBigDecimal("balance"));
        });
        return balances;
    }

    /** A journal document that is not delivered, with its balance by account. */
    public record Undelivered(UUID id, Map<String, BigDecimal> balances) {}

    /** Waiting, dead, unknown or skipped. */
    public List<Undelivered> undelivered(String destination) {
        var byMessage = new HashMap<UUID, Map<String, BigDecimal>>();
        jdbc.sql("""
                        select m.id, line ->> 'account' as account,
                            sum(cast(line ->> 'debit' as numeric) - cast(line ->> 'credit' as numeric)) as balance
                        from delivery.outbound_message m,
                            jsonb_array_elements(cast(m.body as jsonb) -> 'data' -> 'lines') as line
                        where m.destination = :destination and m.type = 'journal.posted' and m.state <> 'DELIVERED'
                        group by 1, 2
                        """).param("destination", destination).query(row -> {
            byMessage
                    .computeIfAbsent(row.getObject("id", UUID.class), _ -> new HashMap<>())
                    .put(row.getString("account"), row.getBigDecimal("balance"));
        });
        return byMessage.entrySet().stream()
                .map(entry -> new Undelivered(entry.getKey(), entry.getValue()))
                .toList();
    }
}
