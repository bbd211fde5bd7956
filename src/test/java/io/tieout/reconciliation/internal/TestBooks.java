package io.tieout.reconciliation.internal;

import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.SettlementLine;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes settlements for tests, in the words of Amazon's V2 file, and what was expected of them. */
final class TestBooks {

    static final EntityCode ENTITY = EntityCode.of("RECON");
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    static final Currency EUR = Currency.getInstance("EUR");
    static final Instant AT = Instant.parse("2026-06-17T08:00:00Z");

    private TestBooks() {}

    static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }

    /** A settlement in the making. */
    static final class Draft {

        private final ConnectionCode connection;
        private final String externalId;
        private final List<SettlementLine> lines = new ArrayList<>();
        private String kind = "amazon-v2";
        private Instant start = Instant.parse("2026-06-16T00:00:00Z");
        private LocalDate depositDate = LocalDate.of(2026, 7, 2);

        Draft(String connection, String externalId) {
            this.connection = ConnectionCode.of(connection);
            this.externalId = externalId;
        }

        Draft kind(String kind) {
            this.kind = kind;
            return this;
        }

        Draft from(String start) {
            this.start = Instant.parse(start);
            return this;
        }

        Draft paidOn(String date) {
            this.depositDate = LocalDate.parse(date);
            return this;
        }

        Draft row(String type, @Nullable String order, @Nullable String item, String amount) {
            return row(type, order, item, amount, AT);
        }

        Draft row(String type, @Nullable String order, @Nullable String item, String amount, Instant at) {
            lines.add(new SettlementLine(
                    lines.size() + 2L, type, order, item, null, null, null, new BigDecimal(amount), at));
            return this;
        }

        List<SettlementLine> lines() {
            return lines;
        }

        SettlementFile file() {
            var sum = lines.stream().map(SettlementLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
            return file(sum.toPlainString());
        }

        SettlementFile file(String deposit) {
            return new SettlementFile(
                    connection,
                    ENTITY,
                    kind,
                    externalId,
                    start,
                    start.plusSeconds(14 * 86_400L),
                    depositDate,
                    eur(deposit),
                    ZONE,
                    MessageId.next());
        }
    }

    /** What a shipment of one item makes due. */
    static ExpectedLines.Expectation shipment(String source, String connection, String order) {
        return new ExpectedLines.Expectation(
                "shipment:" + source, ENTITY, ConnectionCode.of(connection), order, LineType.Side.SALE, AT);
    }

    static ExpectedLines.Expectation refund(String source, String connection, String order) {
        return new ExpectedLines.Expectation(
                "return:" + source, ENTITY, ConnectionCode.of(connection), order, LineType.Side.REFUND, AT);
    }
}
