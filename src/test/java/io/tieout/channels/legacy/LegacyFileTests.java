package io.tieout.channels.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.channels.till.SeenTransaction;
import io.tieout.channels.till.TillTransaction.Control;
import io.tieout.channels.till.TillTransaction.Ignored;
import io.tieout.channels.till.TillTransaction.PostVoid;
import io.tieout.channels.till.TillTransaction.Receipt;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LegacyFileTests {

    /** A mainframe's till: fixed columns, implied decimals, overpunched signs. */
    static final String FIXED = """
            version: 3
            format: fixed
            charset: windows-1252
            currency: EUR
            type: {at: 1, length: 2}
            records:
              "00": {is: header, fields: {store: {at: 3, length: 4}, businessDate: {at: 7, length: 8, format: yyyyMMdd}}}
              "10":
                is: transaction
                fields:
                  till: {at: 3, length: 2}
                  number: {at: 5, length: 6}
                  time: {at: 11, length: 6, format: HHmmss}
                  kind: {at: 17, length: 1, values: {S: sale, R: return, V: void, N: no-sale, O: open, C: close, T: training}}
                  otherNumber: {at: 18, length: 6}
                  transactions: {at: 24, length: 6}
              "20":
                is: line
                fields:
                  item: {at: 3, length: 13}
                  quantity: {at: 16, length: 5, sign: overpunch}
                  gross: {at: 21, length: 9, decimals: 2, sign: overpunch}
                  taxRate: {at: 30, length: 1, values: {"1": "19", "2": "7", "0": "0"}}
                  title: {at: 31, length: 20}
              "30": {is: tender, fields: {method: {at: 3, length: 4, values: {BAR: Cash, KART: Card}}, amount: {at: 7, length: 9, decimals: 2, sign: overpunch}}}
              "99": {is: trailer, fields: {body: {at: 3, length: 6}, transactions: {at: 9, length: 6}, paid: {at: 15, length: 11, decimals: 2}}}
            """;

    /** A shop's PC till: a row per line, decimal comma, named columns. */
    static final String ROWS = """
            {"version": 1, "format": "csv", "delimiter": ";", "decimal": ",", "grouping": ".", "currency": "EUR", "headerRow": true,
             "records": {"*": {"is": "line", "fields": {
               "store": {"column": "Filiale"}, "till": {"column": "Kasse"}, "number": {"column": "Bon"},
               "businessDate": {"column": "Datum", "format": "dd.MM.yyyy"}, "time": {"column": "Zeit", "format": "HH:mm"},
               "item": {"column": "Artikel"}, "title": {"column": "Text"}, "quantity": {"column": "Menge"}, "gross": {"column": "Summe"},
               "tax": {"column": "MwSt"}, "method": {"column": "Zahlart"}}}}}
            """;

    private static final LocalDate DAY = LocalDate.of(2026, 11, 23);

    private static Connection connection(String layout) {
        return new Connection(
                ConnectionCode.of("old"),
                "legacy",
                EntityCode.of("E1"),
                ZoneId.of("Europe/Berlin"),
                Map.of("layout", layout),
                List.of(),
                false);
    }

    private static List<SeenTransaction> read(String layout, String text, boolean whole) {
        var read = new ArrayList<SeenTransaction>();
        var known = LayoutReader.of(connection(layout));
        var in = new ByteArrayInputStream(text.getBytes(Charset.forName("windows-1252")));
        try (var file = new LegacyFile(in, known, whole)) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                read.add(LegacyReceipts.read(next.get()));
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
        return read;
    }

    private static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }

    private static final String DAY_OF_ONE_STORE = String.join(
            "\r\n",
            "00004220261123",
            "1001000001080000O",
            "1001000002100102S",
            "204006381333931    2     238{1Bürste",
            "30BAR      238{",
            "1001000003100500R000002",
            "204006381333931    1     119{1Bürste",
            "30BAR      119{",
            "1001000004101000V000002",
            "1001000005102000N",
            "1001000006200000C      000005",
            "30BAR      119{",
            "99000011000006       4760");

    @Test
    void aFixedWidthDayIsSalesReturnsVoidsAndTheTillsOwnDoings() {
        var seen = read(FIXED, DAY_OF_ONE_STORE, true);

        assertThat(seen)
                .hasSize(6)
                .allSatisfy(each -> assertThat(each.problem()).isNull());
        assertThat(seen.get(0).transaction())
                .isInstanceOfSatisfying(
                        Control.class, open -> assertThat(open.what()).isEqualTo("TillOpen"));
        assertThat(seen.get(1).transaction()).isInstanceOfSatisfying(Receipt.class, sale -> {
            assertThat(sale.key().externalId()).isEqualTo("0042-01-2-20261123");
            assertThat(sale.at()).isEqualTo(LocalDateTime.of(2026, 11, 23, 10, 1, 2));
            var line = sale.sold().getFirst();
            assertThat(line.item()).isEqualTo("4006381333931");
            assertThat(line.quantity()).isEqualTo(Quantity.of(2));
            assertThat(line.title()).isEqualTo("Bürste");
            assertThat(line.gross()).isEqualTo(eur("23.80"));
            assertThat(line.net()).isEqualTo(eur("20.00"));
            assertThat(sale.tenders()).singleElement().satisfies(tender -> {
                assertThat(tender.method()).isEqualTo("Cash");
                assertThat(tender.amount()).isEqualTo(eur("23.80"));
            });
        });
        assertThat(seen.get(2).transaction()).isInstanceOfSatisfying(Receipt.class, back -> {
            assertThat(back.sold()).isEmpty();
            assertThat(back.back().getFirst().original().sequenceNumber()).isEqualTo(2);
            assertThat(back.tenders().getFirst().amount()).isEqualTo(eur("-11.90"));
        });
        assertThat(seen.get(3).transaction())
                .isInstanceOfSatisfying(
                        PostVoid.class,
                        taken -> assertThat(taken.voided().sequenceNumber()).isEqualTo(2));
        assertThat(seen.get(5).transaction()).isInstanceOfSatisfying(Control.class, close -> {
            assertThat(close.transactions()).isEqualTo(5);
            assertThat(close.declared())
                    .singleElement()
                    .satisfies(declared -> assertThat(declared.amount()).isEqualByComparingTo("11.90"));
        });
    }

    @Test
    void aTrailerThatDoesNotAgreeRefusesTheWholeFile() {
        refused("legacy.control-total-differs", FIXED, DAY_OF_ONE_STORE.replace("99000011", "99000012"));
        refused("legacy.control-total-differs", FIXED, DAY_OF_ONE_STORE.replace("0006       4760", "0006       4761"));
        refused("legacy.control-total-differs", FIXED, DAY_OF_ONE_STORE.replace("1001000005102000N\r\n", ""));
    }

    @Test
    void aFileWithoutItsTrailerWasCutOff() {
        refused("legacy.truncated", FIXED, DAY_OF_ONE_STORE.substring(0, DAY_OF_ONE_STORE.indexOf("\r\n99")));
        refused("legacy.truncated", FIXED, "");
        assertThat(read(FIXED, DAY_OF_ONE_STORE.substring(0, DAY_OF_ONE_STORE.indexOf("\r\n99")), false))
                .as("a part of a file never had one")
                .hasSize(6);
    }

    @Test
    void aDayInRowsIsGroupedByItsReceiptAndCommasAreDecimal() {
        var seen = read(ROWS, """
                        Filiale;Kasse;Bon;Datum;Zeit;Artikel;Text;Menge;Summe;MwSt;Zahlart
                        42;1;7;23.11.2026;10:05;A-1;"Tisch; ""rund\""";1;1.190,00;190,00;Card
                        42;1;7;23.11.2026;10:05;A-2;Stuhl;2;23,80;3,80;Card
                        42;1;8;23.11.2026;10:07;A-2;Stuhl;-1;-11,90;-1,90;Cash
                        """, true);

        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).transaction()).isInstanceOfSatisfying(Receipt.class, sale -> {
            assertThat(sale.sold()).hasSize(2);
            assertThat(sale.sold().getFirst().title()).isEqualTo("Tisch; \"rund\"");
            assertThat(sale.sold().getFirst().gross()).isEqualTo(eur("1190.00"));
            assertThat(sale.tenders()).hasSize(2);
        });
        assertThat(seen.get(1).transaction()).isInstanceOfSatisfying(Receipt.class, back -> {
            assertThat(back.sold()).as("a negative quantity came back").isEmpty();
            assertThat(back.back().getFirst().quantity()).isEqualTo(Quantity.of(1));
            assertThat(back.tenders().getFirst().amount()).isEqualTo(eur("-11.90"));
        });
    }

    @Test
    void whatMakesNoSenseIsItsOwnTransactionsTrouble() {
        trouble("legacy.totals-differ", DAY_OF_ONE_STORE.replace("30BAR      238{", "30BAR      237{"));
        trouble("legacy.field-invalid", DAY_OF_ONE_STORE.replace("    2     238{", "    0     238{"));
        trouble("legacy.field-invalid", DAY_OF_ONE_STORE.replace("    2     238{", "    x     238{"));
        trouble("legacy.kind-unknown", DAY_OF_ONE_STORE.replace("100102S", "100102Z"));
        trouble("legacy.record-short", DAY_OF_ONE_STORE.replace("204006381333931    2     238{1Bürste", "20"));
        trouble("legacy.record-unknown", DAY_OF_ONE_STORE.replace("30BAR      238{", "77BAR      238{"));
    }

    private static void trouble(String code, String text) {
        var part = text.substring(0, text.indexOf("\r\n99"));
        var seen = read(FIXED, part, false);
        assertThat(seen.get(1).problem())
                .isNotNull()
                .satisfies(problem -> assertThat(problem.type().code()).isEqualTo(code));
        assertThat(seen.get(2).problem()).isNull();
    }

    @Test
    void aGiftCardIsNoSale() {
        var layout = FIXED.replace(
                "title: {at: 31, length: 20}",
                "title: {at: 31, length: 20}\n      direction: {at: 51, length: 1, values: {G: gift-card, X: struck}}");
        var seen = read(
                layout,
                "00004220261123\n1001000001100000S\n%s\n%s\n30KART     500{\n1001000002100000T"
                        .formatted(
                                "20%-13s    1     500{0%-20sG".formatted("GIFT", "Gutschein"),
                                "20%-13s    1     500{0%-20sX".formatted("GIFT", "verworfen")),
                false);

        assertThat(seen.get(0).transaction()).isInstanceOfSatisfying(Receipt.class, receipt -> {
            assertThat(receipt.lines()).isEmpty();
            assertThat(receipt.money()).isNotNull();
        });
        assertThat(seen.get(1).transaction()).isEqualTo(new Ignored(seen.get(1).key(), "training"));
        assertThat(seen.get(1).key().businessDate()).isEqualTo(DAY);
    }

    @Test
    void aLayoutThatMakesNoSenseIsRefusedWithItsPlace() {
        layoutRefused(FIXED.replace("otherNumber:", "othrNumber:"), "othrNumber");
        layoutRefused(FIXED.replace("{at: 1, length: 2}", "{length: 2}"), "type needs at");
        layoutRefused(FIXED.replace("windows-1252", "no-such-charset"), "no-such-charset");
        layoutRefused("[1, 2]", "object");
        layoutRefused("", "no setting layout");
    }

    private static void layoutRefused(String layout, String words) {
        assertThatThrownBy(() -> LayoutReader.of(connection(layout)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("legacy.layout-invalid"))
                .hasMessageContaining(words);
    }

    @Test
    void bytesThatTheCharacterSetDoesNotHaveAreRefused() {
        refused("legacy.charset-wrong", FIXED.replace("windows-1252", "UTF-8"), DAY_OF_ONE_STORE);
    }

    private static void refused(String code, String layout, String text) {
        assertThatThrownBy(() -> read(layout, text, true))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo(code));
    }
}
