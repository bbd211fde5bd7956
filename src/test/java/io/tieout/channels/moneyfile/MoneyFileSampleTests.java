package io.tieout.channels.moneyfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.channels.Connection;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.inbox.InboxMessage;
import io.tieout.inbox.spi.MessageHandler.Outcome;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.BankStatements;
import io.tieout.reconciliation.Settlements;
import io.tieout.testing.IntegrationTest;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Every sample file of the kinds that these adapters read, with exactly one expected outcome; a file not listed fails. */
@IntegrationTest
class MoneyFileSampleTests {

    private static final EntityCode ENTITY = EntityCode.of("SAMPLES");

    @Autowired
    List<ChannelAdapter> adapters;

    @Autowired
    Settlements settlements;

    @Autowired
    BankStatements bankStatements;

    @Autowired
    Catalog catalog;

    @Autowired
    PlatformTransactionManager transactions;

    private record Listed(String path, String adapter, String kind, String outcome, String expected) {}

    private static List<Listed> listed() throws IOException {
        try (var file = MoneyFileSampleTests.class.getResourceAsStream("/samples/money-files.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(";"))
                    .map(cells -> new Listed(cells[0], cells[1], cells[2], cells[3], cells[4]))
                    .toList();
        }
    }

    @Test
    void everySampleIsListed() throws IOException {
        var root = Samples.root();
        var found = new ArrayList<String>();
        for (var folder : List.of("amazon/settlement", "bank/camt/genkgo", "payments/stripe/reports-smashpig")) {
            try (var files = Files.walk(root.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .forEach(file -> found.add(root.relativize(file).toString()));
            }
        }
        for (var folder : List.of("shopify/rest-fixtures-go-shopify", "shopify/rest-fixtures-official")) {
            try (var files = Files.list(root.resolve(folder))) {
                files.filter(file -> Pattern.compile("payout|payments_transaction")
                                .matcher(file.getFileName().toString())
                                .find())
                        .forEach(file -> found.add(root.relativize(file).toString()));
            }
        }

        assertThat(listed().stream().map(Listed::path)).containsExactlyInAnyOrderElementsOf(found);
    }

    @TestFactory
    Stream<DynamicTest> everySampleHasItsOutcome() throws IOException {
        var root = Samples.root();
        catalog.save(
                new LegalEntity(ENTITY, "Samples", "CA", Currency.getInstance("CAD"), ZoneId.of("America/Toronto")));
        return listed().stream()
                .map(sample -> DynamicTest.dynamicTest(
                        sample.path(), () -> assertThat(outcome(root, sample)).isEqualTo(sample.expected())));
    }

    private String outcome(Path root, Listed sample) {
        var file = root.resolve(sample.path());
        var code = "sample-" + UUID.randomUUID().toString().substring(0, 8);
        var connection = new Connection(
                ConnectionCode.of(code),
                sample.adapter(),
                ENTITY,
                ZoneId.of("America/Toronto"),
                Map.of("iban", iban(file)),
                List.of(),
                false);
        var adapter = adapters.stream()
                .filter(candidate -> candidate.name().equals(sample.adapter())
                        && candidate.kinds().contains(sample.kind()))
                .findFirst()
                .orElseThrow();
        var message = message(connection, sample.kind());
        try {
            var outcome = new TransactionTemplate(transactions).execute(_ -> {
                try {
                    return adapter.handle(connection, message, () -> Files.newInputStream(file));
                } catch (IOException failure) {
                    throw new IllegalStateException(failure);
                }
            });
            assertThat(outcome).isInstanceOf(Outcome.Processed.class);
            assertThat(sample.outcome()).isEqualTo("taken");
            return sample.kind().equals("bank-statement") ? lines(connection) : settlement(code);
        } catch (ProblemException refused) {
            assertThat(sample.outcome()).as(refused.getMessage()).isEqualTo("refused");
            return refused.type().code();
        }
    }

    private static String iban(Path file) {
        try {
            var match = Pattern.compile("<Acct>\\s*<Id>\\s*(?:<Othr>\\s*<Id>|<IBAN>)([^<]+)")
                    .matcher(Files.readString(file));
            return match.find() ? match.group(1) : "";
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String settlement(String code) {
        var settlement = settlements.list(code, null, 10, null).items().getFirst();
        return settlement.rows() + " "
                + new Money(settlement.footing().deposit(), settlement.currency())
                        .amount()
                        .toPlainString()
                + " " + settlement.currency();
    }

    private String lines(Connection connection) {
        var lines = bankStatements.lines(null, 500, null).items().stream()
                .filter(line -> line.iban().equals(connection.settings().get("iban")))
                .toList();
        var sum = lines.stream().map(line -> line.amount().amount()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return lines.size() + " " + sum.toPlainString() + " "
                + lines.getFirst().amount().currency();
    }

    private static InboxMessage message(Connection connection, String kind) {
        return new InboxMessage(
                MessageId.next(),
                connection.code(),
                connection.adapter(),
                kind,
                null,
                null,
                "",
                0,
                "text/plain",
                Map.of(),
                "samples",
                Instant.now(),
                InboxMessage.State.RECEIVED,
                null,
                null,
                null,
                List.of(),
                null,
                0,
                null,
                null);
    }
}
