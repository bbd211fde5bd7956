package io.tieout.operations.bench;

import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.IncomingMessage;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Correlation;
import io.tieout.reconciliation.Settlements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.postgresql.PGConnection;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** A large settlement, from the stored message to posted journals, by the real adapter; beside it a COPY and one join. */
@Component
class SettlementBench implements Bench {

    private static final int RUNS = 3;
    private static final int WARM_UP_LINES = 20_000;
    private static final double AIM = 15_000;
    private static final long HEAP_MAX_BYTES = 512L << 20;

    private final Shop shop;
    private final Database database;
    private final Inbox inbox;
    private final Connections connections;
    private final List<ChannelAdapter> adapters;
    private final Settlements settlements;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SettlementBench(
            Shop shop,
            Database database,
            Inbox inbox,
            Connections connections,
            List<ChannelAdapter> adapters,
            Settlements settlements,
            TransactionTemplate transaction,
            Clock clock) {
        this.shop = shop;
        this.database = database;
        this.inbox = inbox;
        this.connections = connections;
        this.adapters = adapters;
        this.settlements = settlements;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "settlement";
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) throws Exception {
        shop.open(1);
        var lines = settings.value("lines");
        log.say("warming up with " + WARM_UP_LINES + " lines");
        take(new SettlementReportFile(1, WARM_UP_LINES, clock.instant()));
        var ours = new double[RUNS];
        var bare = new double[RUNS];
        for (var run = 0; run < RUNS; run++) {
            var report = new SettlementReportFile(run + 2, lines, clock.instant());
            ours[run] = report.rows() / take(report);
            bare[run] = report.rows() / ceiling(report);
            log.say("run %d: %.0f lines/s, COPY and a join %.0f/s".formatted(run + 1, ours[run], bare[run]));
        }
        var outcomes = outcomes();
        var heap = Runtime.getRuntime().maxMemory();
        var details = new LinkedHashMap<String, Object>();
        details.put("lines", lines);
        details.put("runs", Arrays.toString(Arrays.stream(ours).map(Math::round).toArray()));
        details.put("outcomes", outcomes);
        details.put("heap limit MB", heap >> 20);
        details.put("most heap in use MB", heapPeak() >> 20);
        var sound = heap <= HEAP_MAX_BYTES && outcomes.keySet().equals(Set.of("MATCHED", "NOT_AN_ORDER"));
        return new Figure(Samples.median(ours), "lines/s", Samples.median(bare), AIM, false, sound, details);
    }

    private static long heapPeak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static Path file() {
        return Path.of("target", "bench", "settlement.txt");
    }

    /** @return the seconds from the stored message to the commit */
    private double take(SettlementReportFile report) throws Exception {
        report.seed(database);
        report.write(file());
        var connection = connections.find(ConnectionCode.of(Shop.MARKETPLACE)).orElseThrow();
        var adapter = adapters.stream()
                .filter(candidate ->
                        candidate.name().equals("amazon") && candidate.kinds().contains("settlement"))
                .findFirst()
                .orElseThrow();
        var message = inbox.find(receive(connection)).orElseThrow();
        database.settle();
        var began = System.nanoTime();
        Correlation.start(Actor.system("bench"))
                .run(() -> transaction.executeWithoutResult(_ -> {
                    try {
                        adapter.handle(connection, message, () -> inbox.open(message.id()));
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                }));
        return (System.nanoTime() - began) / 1e9;
    }

    private io.tieout.kernel.MessageId receive(Connection connection) throws IOException {
        try (var body = Files.newInputStream(file())) {
            return inbox.receive(new IncomingMessage(
                            connection.code(),
                            "amazon",
                            "settlement",
                            null,
                            null,
                            null,
                            "text/plain",
                            Map.of(),
                            "bench",
                            body))
                    .id();
        }
    }

    /** How the rows of all settlements ended. */
    private Map<String, Long> outcomes() {
        var outcomes = new java.util.TreeMap<String, Long>();
        settlements
                .list(null, null, 100, null)
                .items()
                .forEach(settlement -> settlement
                        .outcomes()
                        .forEach((outcome, count) -> outcomes.merge(outcome, count.longValue(), Long::sum)));
        return outcomes;
    }

    /** The same file as it is into a table, and each row beside its expected line: the least that has to be done. */
    private double ceiling(SettlementReportFile report) throws Exception {
        var columns = SettlementReportFile.COLUMNS.replace('-', '_').split("\t");
        database.jdbc().sql("create schema if not exists bench").update();
        database.jdbc().sql("drop table if exists bench.line, bench.matched").update();
        database.jdbc()
                .sql("create table bench.line (" + String.join(" text, ", columns) + " text)")
                .update();
        database.settle();
        var began = System.nanoTime();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = Files.newInputStream(file())) {
            connection.setAutoCommit(false);
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy bench.line from stdin with (format text, header true)", rows);
            statement.execute("""
                    create table bench.matched as
                    select l.order_id, l.order_item_code, l.amount_description, l.amount::numeric as amount, e.id as expected
                    from bench.line l
                    left join reconciliation.expected_line e on e.connection = 'amazon-de' and e.order_reference = l.order_id
                        and e.item_reference = l.order_item_code and e.amount = l.amount::numeric
                        and e.component = case l.amount_description when 'Principal' then 'sale.principal'
                            when 'Tax' then 'sale.tax' end
                    where l.amount <> ''
                    """);
            connection.commit();
            connection.setAutoCommit(true);
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        var matched = database.jdbc()
                .sql("select count(expected) from bench.matched")
                .query(Long.class)
                .single();
        if (matched != report.rows() / 2) {
            throw new SQLException("The ceiling matched " + matched + " of " + report.rows() / 2 + " expected lines");
        }
        return seconds;
    }
}
