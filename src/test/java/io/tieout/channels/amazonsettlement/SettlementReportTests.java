package io.tieout.channels.amazonsettlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.SettlementLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettlementReportTests {

    private static final String COLUMNS = String.join(
            "\t",
            "settlement-id",
            "settlement-start-date",
            "settlement-end-date",
            "deposit-date",
            "total-amount",
            "currency",
            "transaction-type",
            "order-id",
            "amount-type",
            "amount-description",
            "amount",
            "posted-date-time",
            "order-item-code",
            "sku");
    private static final Connection GERMANY = new Connection(
            ConnectionCode.of("amazon-de"),
            "amazon",
            EntityCode.of("DE01"),
            ZoneId.of("Europe/Berlin"),
            Map.of(),
            List.of(),
            false);

    private static SettlementReport report(String... rows) throws IOException {
        return SettlementReport.open(new ByteArrayInputStream(
                ("\uFEFF" + COLUMNS + "\r\n" + String.join("\r\n", rows)).getBytes(StandardCharsets.UTF_8)));
    }

    private static List<SettlementLine> lines(SettlementReport report) {
        var lines = new ArrayList<SettlementLine>();
        report.forEachRemaining(lines::add);
        return lines;
    }

    private static void assertRefused(String code, String... rows) {
        assertThatThrownBy(() -> lines(report(rows)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo(code));
    }

    @Test
    void decimalCommasAndEuropeanDatesAreReadByTheFileNotByTheMachine_S17() throws IOException {
        var report = report(
                "77\t14.03.2023 07:49:55 UTC\t28.03.2023 07:49:55 UTC\t31.03.2023 23:30:00 UTC\t1.141,18\tEUR\t\t\t\t\t\t\t\t",
                "77\t\t\t\t\tEUR\tOrder\t305-1\tItemPrice\tPrincipal\t1.141,18\t15.03.2023 23:10:00 UTC\ti-1\tA-1");

        var head = report.head(GERMANY, MessageId.next());
        assertThat(head.deposit().toString()).isEqualTo("1141.18 EUR");
        assertThat(head.periodStart()).isEqualTo(Instant.parse("2023-03-14T07:49:55Z"));
        assertThat(head.depositDate()).isEqualTo(LocalDate.of(2023, 4, 1));
        var line = lines(report).getFirst();
        assertThat(line.amount()).isEqualByComparingTo(new BigDecimal("1141.18"));
        assertThat(line.type()).isEqualTo("Order/ItemPrice/Principal");
        assertThat(line.row()).isEqualTo(3);
        assertThat(line.itemReference()).isEqualTo("i-1");
    }

    @Test
    void groupedPointsAreNoDecimals() throws IOException {
        var report = report(
                "78\t2023-03-14 00:00:00 UTC\t2023-03-28 00:00:00 UTC\t2023-03-30 00:00:00 UTC\t1,234.50\tUSD",
                "",
                "78\t\t\t\t\tUSD\tOrder\t1\tItemPrice\tPrincipal\t1,234.50\t2023-03-15 00:00:00 UTC");

        assertThat(lines(report)).extracting(SettlementLine::amount).containsExactly(new BigDecimal("1234.50"));
    }

    @Test
    void aRowThatBreaksOffIsNamed_S16() {
        var head = "79\t2023-03-14 00:00:00 UTC\t2023-03-28 00:00:00 UTC\t2023-03-30 00:00:00 UTC\t5.00\tUSD";
        assertRefused("settlement.truncated", head, "79\t\t\t\t\tUSD\tOrder\t1\tItemPr");
        assertRefused("settlement.truncated", "79\t2023-03-14 00:00:00 UTC");
        assertRefused("settlement.empty");
    }

    @Test
    void whatCannotBeReadIsRefusedWithItsRow() {
        var head = "80\t2023-03-14 00:00:00 UTC\t2023-03-28 00:00:00 UTC\t2023-03-30 00:00:00 UTC\t5.00\tUSD";
        assertRefused("settlement.line-unreadable", head, "80\t\t\t\t\tUSD\tOrder\t1\tItemPrice\tPrincipal\t1e9\t");
        assertRefused("settlement.line-unreadable", head, "80\t\t\t\t\tEUR\tOrder\t1\tItemPrice\tPrincipal\t1.00\t");
        assertRefused("settlement.line-unreadable", head, "81\t\t\t\t\tUSD\tOrder\t1\tItemPrice\tPrincipal\t1.00\t");
        assertRefused(
                "settlement.line-unreadable",
                head,
                "80\t\t\t\t\tUSD\tOrder\t1\tItemPrice\tPrincipal\t1.00\t03/04/2023 00:00:00 UTC");
        assertRefused("settlement.line-unreadable", head, "80\t" + "x".repeat(20_000));
    }

    @Test
    void anotherFileIsNoSettlement() {
        assertThatThrownBy(() -> SettlementReport.open(
                        new ByteArrayInputStream("a\tb\n1\t2\n".getBytes(StandardCharsets.UTF_8))))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("settlement.format-unknown"));
    }
}
