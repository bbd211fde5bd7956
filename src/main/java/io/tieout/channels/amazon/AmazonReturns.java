package io.tieout.channels.amazon;

import io.tieout.access.Roles;
import io.tieout.channels.Connection;
import io.tieout.channels.internal.Drift;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.inbox.spi.MessageHandler.Remark;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.returns.RegisterReturn;
import io.tieout.returns.Returns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reports of returns. A report of several is taken apart, so that each return stands on its own; a row that a later report
 * repeats is the same message.
 */
@Component
class AmazonReturns implements ChannelAdapter {

    private static final String TYPE = "text/tab-separated-values";

    private final Returns returns;
    private final AmazonCodes codes;
    private final FbaPool pool;
    private final Drift drift;

    AmazonReturns(Returns returns, AmazonCodes codes, FbaPool pool, Drift drift) {
        this.returns = returns;
        this.codes = codes;
        this.pool = pool;
        this.drift = drift;
    }

    @Override
    public String name() {
        return AmazonOrders.NAME;
    }

    @Override
    public Set<String> kinds() {
        return Set.of("return");
    }

    @Override
    public boolean signs() {
        return false;
    }

    @Override
    public Set<String> mediaTypes(String kind) {
        return Set.of("text/*", "application/octet-stream");
    }

    @Override
    public Identification identify(
            Connection connection, String kind, Map<String, String> headers, MessageHandler.Raw raw) {
        return Identification.NONE;
    }

    @Override
    public Outcome handle(Connection connection, InboxMessage message, MessageHandler.Raw raw) throws IOException {
        var report = ReturnsReport.of(TabFile.read(raw.open()));
        var byReturn = report.byReturn();
        if (byReturn.isEmpty()) {
            return new Outcome.Ignored("The report has no rows");
        }
        if (byReturn.size() > 1) {
            return split(connection, report, byReturn);
        }
        var number = byReturn.keySet().iterator().next();
        return one(connection, message, report, number, byReturn.get(number));
    }

    private static Outcome split(Connection connection, ReturnsReport report, Map<String, List<TabFile.Row>> byReturn) {
        return new Outcome.Split(taker -> byReturn.forEach((number, rows) -> taker.accept(new MessageHandler.Part(
                null,
                null,
                key(connection, number),
                TYPE,
                (report.file().header() + "\n"
                                + rows.stream().map(TabFile.Row::line).collect(Collectors.joining("\n"))
                                + "\n")
                        .getBytes(StandardCharsets.UTF_8)))));
    }

    private static String key(Connection connection, String number) {
        return "return:" + connection.code() + ":" + number;
    }

    private Outcome one(
            Connection connection, InboxMessage message, ReturnsReport report, String number, List<TabFile.Row> rows) {
        var first = rows.getFirst();
        if (rows.stream().allMatch(report::withdrawn)) {
            return new Outcome.Ignored("The request for return " + number + " came to nothing at Amazon");
        }
        var at = report.at(first, connection.zone());
        var lines = new ArrayList<RegisterReturn.Line>();
        for (var row : rows) {
            lines.add(new RegisterReturn.Line(
                    null,
                    codes.sku(connection, report.sku(row), at),
                    report.quantity(row),
                    report.disposition(row),
                    report.reason(row),
                    null,
                    List.of()));
        }
        returns.register(new RegisterReturn(
                connection.code(),
                number,
                connection.entity(),
                connection.code(),
                report.order(first),
                location(connection, report),
                at,
                report.businessDate(first, connection.zone()),
                report.kind() == ReturnsReport.Kind.FBA,
                lines,
                List.of(),
                message.id(),
                report.told(first)));
        var subjects = Set.of(
                BusinessKey.of(key(connection, number)),
                BusinessKey.of(AmazonOrders.key(connection, report.order(first))));
        var done = drift.processed("amazon returns report", subjects, report.unknownColumns());
        return withDispositions(done, connection, subjects, rows);
    }

    private LocationCode location(Connection connection, ReturnsReport report) {
        if (report.kind() == ReturnsReport.Kind.FBA) {
            return pool.apart(connection);
        }
        var location = AmazonSettings.of(connection).returnsLocation();
        if (location == null) {
            throw new ProblemException(
                    AmazonProblem.LOCATION_MISSING,
                    "The setting returnsLocation does not say where customers' returns go");
        }
        return location;
    }

    private static Outcome withDispositions(
            Outcome done, Connection connection, Set<BusinessKey> subjects, List<TabFile.Row> rows) {
        var remarks = new ArrayList<Remark>();
        if (done instanceof Outcome.ProcessedWithRemarks with) {
            remarks.addAll(with.remarks());
        }
        rows.stream()
                .map(row -> row.cell("detailed-disposition"))
                .filter(found -> !ReturnsReport.described(found))
                .distinct()
                .forEach(found -> remarks.add(new Remark(
                        AmazonProblem.DISPOSITION_UNKNOWN,
                        BusinessKey.of(
                                "disposition:" + connection.code() + ":" + found.replaceAll("[^A-Za-z0-9_-]", "-")),
                        Roles.INVENTORY,
                        "Amazon found returned goods " + found + ", which the adapter does not know",
                        Map.of("disposition", found))));
        return remarks.isEmpty() ? done : new Outcome.ProcessedWithRemarks(subjects, remarks);
    }
}
