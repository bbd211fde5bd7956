package io.tieout.channels.camt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.BankStatement;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatementsTests {

    private static final Connection BANK = new Connection(
            ConnectionCode.of("bank"),
            "camt",
            EntityCode.of("DE01"),
            ZoneId.of("Europe/Berlin"),
            Map.of("iban", "DE02 1203 0000 0000 2020 51"),
            List.of(),
            false);

    private static List<BankStatement> read(String body) {
        return parse("""
                <?xml version="1.0" encoding="UTF-8"?>
                <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr/>%s</BkToCstmrStmt></Document>
                """.formatted(body));
    }

    private static List<BankStatement> parse(String xml) {
        return StatementReader.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))).stream()
                .map(statement -> Statements.from(statement, BANK, MessageId.next()))
                .toList();
    }

    private static String statement(String id, String iban, String entries) {
        return """
                <Stmt><Id>%s</Id><CreDtTm>2026-11-20T06:00:00Z</CreDtTm>
                <Acct><Id><IBAN>%s</IBAN></Id><Ccy>EUR</Ccy></Acct>
                <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">100.00</Amt><CdtDbtInd>DBIT</CdtDbtInd></Bal>
                <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">40.00</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
                %s</Stmt>""".formatted(id, iban, entries);
    }

    private static String entry(String amount, String direction, String status, String details) {
        return """
                <Ntry><Amt Ccy="EUR">%s</Amt><CdtDbtInd>%s</CdtDbtInd><Sts><Cd>%s</Cd></Sts>
                <BookgDt><Dt>2026-11-19</Dt></BookgDt><ValDt><Dt>2026-11-20</Dt></ValDt><AcctSvcrRef>R-1</AcctSvcrRef>%s</Ntry>""".formatted(amount, direction, status, details);
    }

    @Test
    void severalStatementsWithSignedBalancesAndPendingEntriesLeftOut() {
        var read = read(statement("S1", "DE02120300000000202051", entry("140.00", "CRDT", "BOOK", ""))
                + statement(
                        "S2",
                        "DE02 1203 0000 0000 2020 51",
                        entry("150.00", "CRDT", "BOOK", "")
                                + entry("10.00", "DBIT", "BOOK", "")
                                + entry("7.00", "CRDT", "PDNG", "")));

        assertThat(read).extracting(BankStatement::externalId).containsExactly("S1", "S2");
        var second = read.getLast();
        assertThat(String.valueOf(second.opening())).isEqualTo("-100.00 EUR");
        assertThat(second.lines())
                .extracting(line -> line.amount().toString())
                .containsExactly("150.00 EUR", "-10.00 EUR");
        assertThat(second.lines()).extracting(BankStatement.Line::reference).containsExactly("R-1", "R-1#2");
        assertThat(second.lines().getFirst().bookedOn()).isEqualTo(LocalDate.of(2026, 11, 19));
    }

    @Test
    void aBatchIsTakenApartWhereItsAmountsAddUp() {
        var read = read(statement("S3", "DE02120300000000202051", entry("140.00", "CRDT", "BOOK", """
                <NtryDtls><Btch><NbOfTxs>2</NbOfTxs></Btch>
                <TxDtls><Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy="EUR">90.00</Amt>
                <RltdPties><Dbtr><Pty><Nm>Marketplace</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>Settlement 123456789</Ustrd></RmtInf></TxDtls>
                <TxDtls><Refs><EndToEndId>E-2</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">50.00</Amt></TxAmt></AmtDtls></TxDtls>
                </NtryDtls>""")));

        var lines = read.getFirst().lines();
        assertThat(lines).extracting(line -> line.amount().toString()).containsExactly("90.00 EUR", "50.00 EUR");
        assertThat(lines.getFirst().counterparty()).isEqualTo("Marketplace");
        assertThat(lines.getFirst().remittance()).isEqualTo("Settlement 123456789");
        assertThat(lines.getFirst().endToEndId()).isNull();
        assertThat(lines.getLast().endToEndId()).isEqualTo("E-2");
    }

    @Test
    void anotherAccountIsRefused() {
        assertRefused("bank-statement.account-differs", () -> read(statement("S4", "DE99", "")));
    }

    @Test
    void documentTypesAndEntitiesAreRefused() {
        assertRefused("xml.doctype-refused", () -> parse("""
                <?xml version="1.0"?><!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <Document><BkToCstmrStmt><Stmt><Id>&x;</Id></Stmt></BkToCstmrStmt></Document>"""));
    }

    @Test
    void brokenAndForeignDocumentsAreRefused() {
        assertRefused("bank-statement.unreadable", () -> parse("<Document><BkToCstmrStmt><Stmt>"));
        assertRefused("bank-statement.unreadable", () -> parse("no xml at all"));
        assertRefused("bank-statement.unreadable", () -> parse("<Document><BkToCstmrStmt/></Document>"));
        assertRefused("bank-statement.kind-unsupported", () -> parse("<Document><BkToCstmrDbtCdtNtfctn/></Document>"));
        assertRefused(
                "bank-statement.unreadable",
                () -> parse("<Document><BkToCstmrStmt><Stmt>" + "<a>".repeat(100) + "</Stmt>"));
    }

    private static void assertRefused(String code, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo(code));
    }
}
