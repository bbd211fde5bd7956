package io.tieout.channels.poslog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.channels.Connection;
import io.tieout.channels.till.ReceiptCommands;
import io.tieout.channels.till.TillTransaction;
import io.tieout.channels.till.TillTransaction.Ignored;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import io.tieout.testing.Samples;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Real receipts of three vendors: each file of the collection has exactly the outcome that the manifest names. */
class PoslogSampleTests {

    private static final List<String> FOLDERS = List.of("arts-v6", "ncr-acs", "roqqio");
    private static final Connection TILLS = new Connection(
            ConnectionCode.of("tills"),
            "poslog",
            EntityCode.of("E1"),
            ZoneId.of("Europe/Berlin"),
            Map.of(),
            List.of(),
            false);

    private record Expected(
            String file,
            String receipt,
            String outcome,
            int lines,
            String gross,
            String tax,
            String paid,
            String rounding,
            String currency) {

        Money money(String amount) {
            return Money.of(amount, currency);
        }
    }

    private static Path samples() {
        return Samples.root().resolve("pos").resolve("poslog");
    }

    @Test
    void everyFileIsListed() throws IOException {
        var found = new TreeSet<String>();
        for (var folder : FOLDERS) {
            try (var files = Files.list(samples().resolve(folder))) {
                files.forEach(file -> found.add(folder + "/" + file.getFileName()));
            }
        }

        assertThat(manifest().stream().map(Expected::file).distinct()).containsExactlyInAnyOrderElementsOf(found);
    }

    @Test
    void everyReceiptIsWhatTheManifestSays() throws IOException {
        for (var file : manifest().stream().map(Expected::file).distinct().toList()) {
            var expected =
                    manifest().stream().filter(row -> row.file.equals(file)).toList();
            var transactions = read(file);
            assertThat(transactions).as(file).hasSameSizeAs(expected);
            for (var index = 0; index < expected.size(); index++) {
                check(expected.get(index), transactions.get(index));
            }
        }
    }

    private static void check(Expected expected, TillTransaction transaction) {
        assertThat(transaction.key().externalId()).as(expected.file).isEqualTo(expected.receipt);
        switch (transaction) {
            case Ignored(var _, var reason) -> assertThat(reason).isEqualTo(expected.outcome);
            case Receipt receipt when expected.outcome.equals("sale") -> checkSale(expected, receipt);
            case Receipt receipt -> checkReturn(expected, receipt);
            case TillTransaction.Control control ->
                assertThat("control " + control.what()).isEqualTo(expected.outcome);
            case TillTransaction.PostVoid other ->
                assertThat(other).as(expected.file).isNull();
        }
    }

    private static void checkSale(Expected expected, Receipt receipt) {
        var commands = commands(receipt);
        var sale = commands.sale().orElseThrow();
        assertThat(commands.returns()).as(expected.file).isEmpty();
        assertThat(sale.lines()).as(expected.file).hasSize(expected.lines);
        var tax = Money.zero(sale.currency());
        var gross = tax;
        for (var line : sale.lines()) {
            gross = gross.plus(line.net());
            for (var each : line.taxes()) {
                tax = tax.plus(each.amount());
            }
        }
        assertThat(gross.plus(tax)).as(expected.file).isEqualTo(expected.money(expected.gross));
        assertThat(tax).as(expected.file).isEqualTo(expected.money(expected.tax));
        assertThat(sale.rounding()).as(expected.file).isEqualTo(expected.money(expected.rounding));
        assertThat(sum(sale.currency(), sale.tenders())).as(expected.file).isEqualTo(expected.money(expected.paid));
    }

    private static void checkReturn(Expected expected, Receipt receipt) {
        var commands = commands(receipt);
        assertThat(commands.sale()).as(expected.file).isEmpty();
        var register = commands.returns().getFirst();
        assertThat(register.lines()).as(expected.file).hasSize(expected.lines);
        var tax = Money.zero(receipt.currency());
        for (var line : register.lines()) {
            for (var each : line.taxes()) {
                tax = tax.plus(each.amount());
            }
        }
        assertThat(tax).as(expected.file).isEqualTo(expected.money(expected.tax));
        assertThat(sum(receipt.currency(), register.refundedByTill()))
                .as(expected.file)
                .isEqualTo(expected.money(expected.paid));
        assertThat(receipt.back().getFirst().gross()).isEqualTo(expected.money(expected.gross));
    }

    private static Money sum(Currency currency, List<PlaceOrder.Tender> tenders) {
        return Money.sum(
                currency, tenders.stream().map(PlaceOrder.Tender::amount).toList());
    }

    private static ReceiptCommands commands(Receipt receipt) {
        return new ReceiptCommands(TILLS, receipt, LocationCode.of("S1"), TILLS.zone(), Sku::of, MessageId.next());
    }

    private static List<TillTransaction> read(String file) throws IOException {
        var transactions = new ArrayList<TillTransaction>();
        try (var poslog = PoslogFile.open(Files.newInputStream(samples().resolve(file)))) {
            for (var next = poslog.next(); next.isPresent(); next = poslog.next()) {
                transactions.add(ReceiptReader.read(next.get()));
            }
        }
        return transactions;
    }

    private static List<Expected> manifest() throws IOException {
        try (var stream = PoslogSampleTests.class.getResourceAsStream("/samples/poslog.csv")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new Expected(
                            cells[0],
                            cells[1],
                            cells[2],
                            Integer.parseInt(cells[3]),
                            cells[4],
                            cells[5],
                            cells[6],
                            cells[7],
                            cells[8]))
                    .toList();
        }
    }
}
