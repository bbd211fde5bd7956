package io.tieout.channels.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.kernel.ProblemException;
import io.tieout.returns.Disposition;
import io.tieout.testing.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class AmazonReportSamplesTests {

    @Test
    void everySampleOfAReportHasItsOutcome() throws IOException {
        Samples.of("amazon-reports.txt", "amazon/reports/*").check(AmazonReportSamplesTests::outcome);
    }

    private static String outcome(byte[] payload) throws IOException {
        try {
            var report = report(new String(payload, StandardCharsets.UTF_8));
            return report.kind() + " unknown=" + report.unknownColumns() + " "
                    + report.byReturn().entrySet().stream()
                            .map(one -> one.getKey() + "="
                                    + one.getValue().stream()
                                            .map(row -> report.order(row) + " " + report.quantity(row) + " x "
                                                    + report.sku(row) + " on "
                                                    + report.businessDate(row, ZoneOffset.UTC) + " for "
                                                    + report.reason(row))
                                            .toList())
                            .collect(Collectors.joining("; "));
        } catch (ProblemException refused) {
            return "refused:" + refused.type().code();
        }
    }

    private static ReturnsReport report(String text) throws IOException {
        return ReturnsReport.of(TabFile.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
    }

    /** Of the 17 reports whose columns are known, exactly one is of returns. */
    @Test
    void columnsTellWhichReportItIs() throws IOException {
        var headers = JsonMapper.shared()
                .readTree(Files.readAllBytes(Samples.root().resolve("amazon/reports/report-headers-caponica.json")));
        var taken = new ArrayList<String>();
        for (var report : headers.properties()) {
            var names = new ArrayList<String>();
            report.getValue().forEach(name -> names.add(name.asString()));
            try {
                var read = report(String.join("\t", names) + "\n");
                taken.add(report.getKey() + " " + read.kind() + " unknown=" + read.unknownColumns());
            } catch (ProblemException refused) {
                assertThat(refused.type()).isEqualTo(AmazonProblem.REPORT_UNKNOWN);
            }
        }
        assertThat(taken).containsExactly("ReportFbaReturns FBA unknown=[]");
    }

    @ParameterizedTest
    @CsvSource({
        "SELLABLE,RESALEABLE",
        "DAMAGED,MARKETPLACE_DAMAGED",
        "CARRIER DAMAGED,MARKETPLACE_DAMAGED",
        "CUSTOMER DAMAGED,CUSTOMER_DAMAGED",
        "CUSTOMER_DAMAGED,CUSTOMER_DAMAGED",
        "DEFECTIVE,DEFECTIVE",
        "EXPIRED,EXPIRED",
        "NEVER_SEEN,INSPECT"
    })
    void amazonsWordsForTheStateOfGoods(String found, Disposition disposition) throws IOException {
        var report = report(
                "return-date\torder-id\tsku\tquantity\tdetailed-disposition\n2026-11-24T10:00:00+00:00\tO\tS\t1\t"
                        + found + "\n");

        assertThat(report.disposition(report.file().rows().getFirst())).isEqualTo(disposition);
        assertThat(ReturnsReport.described(found)).isEqualTo(!found.equals("NEVER_SEEN"));
    }
}
