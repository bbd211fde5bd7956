package io.tieout.channels.shopifypayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.SettlementLine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BalanceTransactionsTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PAYOUT =
            "\"payout\":{\"id\":62,\"status\":\"paid\",\"date\":\"2026-11-12\",\"currency\":\"EUR\",\"amount\":\"41.90\"}";

    private static List<SettlementLine> lines(String document) throws IOException {
        var bytes = document.getBytes(StandardCharsets.UTF_8);
        var payout = PayoutDocument.head(new ByteArrayInputStream(bytes), JSON);
        var lines = new ArrayList<SettlementLine>();
        try (var parser = JSON.createParser(bytes)) {
            new BalanceTransactions(parser, payout, ZoneOffset.UTC).forEachRemaining(lines::add);
        }
        return lines;
    }

    @Test
    void eachTransactionIsItsGrossAndItsFee() throws IOException {
        var lines = lines("{\"transactions\":["
                + "{\"id\":1,\"type\":\"charge\",\"payout_id\":62,\"amount\":\"44.50\",\"fee\":\"2.60\",\"net\":\"41.90\",\"source_order_id\":450,\"processed_at\":\"2026-11-10\",\"source_type\":\"charge\"},"
                + "{\"id\":2,\"type\":\"adjustment\",\"amount\":\"-5.00\",\"fee\":\"0.00\",\"net\":\"-5.00\",\"source_order_id\":0,\"adjustment_reason\":\"chargeback\"},"
                + "{\"id\":3,\"type\":\"payout\",\"amount\":\"-41.90\",\"fee\":\"0.00\",\"net\":\"-41.90\"}]," + PAYOUT
                + "}");

        assertThat(lines)
                .extracting(SettlementLine::type)
                .containsExactly("charge/amount/charge", "charge/fee/charge", "adjustment/amount/chargeback");
        assertThat(lines)
                .extracting(SettlementLine::amount)
                .containsExactly(new BigDecimal("44.50"), new BigDecimal("-2.60"), new BigDecimal("-5.00"));
        assertThat(lines).extracting(SettlementLine::reference).containsExactly("450", "450", null);
        assertThat(lines).extracting(SettlementLine::row).containsExactly(1L, 1L, 2L);
    }

    @Test
    void whatIsNotOfThisPayoutIsRefused() {
        assertRefused("{" + PAYOUT + ",\"transactions\":[{\"type\":\"charge\",\"payout_id\":63,\"amount\":\"1.00\"}]}");
        assertRefused(
                "{" + PAYOUT + ",\"transactions\":[{\"type\":\"charge\",\"currency\":\"USD\",\"amount\":\"1.00\"}]}");
        assertRefused("{" + PAYOUT
                + ",\"transactions\":[{\"type\":\"charge\",\"amount\":\"1.00\",\"fee\":\"0.10\",\"net\":\"1.00\"}]}");
        assertRefused("{" + PAYOUT + ",\"transactions\":[{\"type\":\"charge\",\"amount\":\"1e5\"}]}");
        assertRefused("{" + PAYOUT + ",\"transactions\":[{\"type\":");
        assertRefused("[]");
    }

    private static void assertRefused(String document) {
        assertThatThrownBy(() -> lines(document))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("payout.unreadable"));
    }
}
