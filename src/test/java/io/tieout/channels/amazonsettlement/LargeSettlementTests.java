package io.tieout.channels.amazonsettlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.channels.Connection;
import io.tieout.channels.Connections;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.IncomingMessage;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.reconciliation.Settlements;
import io.tieout.testing.IntegrationTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A report that the inbox keeps in several chunks, which are read while its rows are being stored. */
@IntegrationTest
class LargeSettlementTests {

    private static final int ROWS = 24_000;
    private static final EntityCode ENTITY = EntityCode.of("LARGE");
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    @Autowired
    Inbox inbox;

    @Autowired
    Catalog catalog;

    @Autowired
    Connections connections;

    @Autowired
    Settlements settlements;

    @Test
    void isStoredWhileItsChunksAreRead() {
        var code = ConnectionCode.of("large-" + UUID.randomUUID().toString().substring(0, 8));
        catalog.save(new LegalEntity(ENTITY, "Large", "DE", Currency.getInstance("EUR"), ZONE));
        connections.save(
                new Connection(code, "amazon", ENTITY, ZONE, Map.of(), List.of(), false),
                Map.of(),
                Actor.system("test"));
        var body = report().getBytes(StandardCharsets.UTF_8);
        assertThat(body.length).isGreaterThan(2 << 20);

        var id = inbox.receive(new IncomingMessage(
                        code,
                        "amazon",
                        "settlement",
                        null,
                        null,
                        null,
                        "text/plain",
                        Map.of(),
                        "large",
                        new ByteArrayInputStream(body)))
                .id();

        assertThat(inbox.await(id, Duration.ofSeconds(30)))
                .map(InboxMessage::state)
                .contains(InboxMessage.State.PROCESSED);
        assertThat(settlements.list(code.value(), null, 10, null).items())
                .singleElement()
                .satisfies(
                        settlement -> assertThat(settlement.outcomes()).isEqualTo(Map.of("NOT_AN_ORDER", (long) ROWS)));
    }

    private static String report() {
        var text = new StringBuilder(String.join(
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
                "posted-date-time"));
        text.append("\n990017\t2026-11-01 00:00:00 UTC\t2026-11-15 00:00:00 UTC\t2026-11-16 00:00:00 UTC\t-")
                .append(ROWS)
                .append(".00\tEUR\n");
        text.repeat(
                "990017\t\t\t\t\t\tServiceFee\t\tCost of Advertising\tTransactionTotalAmount\t-1.00\t2026-11-05 10:00:00 UTC\n",
                ROWS);
        return text.toString();
    }
}
