package io.tieout.channels.poslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.channels.poslog.TillTransaction.Receipt;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Sku;
import io.tieout.orders.PlaceOrder;
import io.tieout.returns.Disposition;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ReceiptTests {

    private static final Connection TILLS = new Connection(
            ConnectionCode.of("tills"),
            "poslog",
            EntityCode.of("E1"),
            ZoneId.of("Europe/Berlin"),
            Map.of(),
            List.of(),
            false);

    @Test
    void changeIsTakenOffAndTheTimeIsTheStores() throws IOException {
        var sale =
                commands(receipt("""
                        %s
                        <LineItem><SequenceNumber>2</SequenceNumber>
                          <Tender TenderType="Cash"><Amount>20.00</Amount>
                            <TenderChange><Amount>8.10</Amount></TenderChange></Tender></LineItem>
                        <Total TotalType="TransactionTaxAmount">1.90</Total>""".formatted(sold("1", "A", "11.90")))).sale().orElseThrow();

        assertThat(sale.externalId()).isEqualTo("S1-7-42-20261123");
        assertThat(sale.occurredAt()).isEqualTo(Instant.parse("2026-11-23T16:00:00Z"));
        assertThat(sale.lines().getFirst().net()).isEqualTo(eur("10.00"));
        assertThat(sale.lines().getFirst().taxes()).containsExactly(new PlaceOrder.Tax("TAX", eur("1.90"), false));
        assertThat(sale.tenders()).extracting(PlaceOrder.Tender::amount).containsExactly(eur("20.00"), eur("-8.10"));
    }

    @Test
    void taxThatIsNotInThePricesIsAdded() throws IOException {
        var sale = commands(receipt(sold("1", "A", "10.00") + paid("Cash", "10.80")
                        + "<Total TotalType=\"TransactionTaxAmount\">0.80</Total>"))
                .sale()
                .orElseThrow();

        assertThat(sale.lines().getFirst().net()).isEqualTo(eur("10.00"));
        assertThat(sale.lines().getFirst().taxes().getFirst().amount()).isEqualTo(eur("0.80"));
    }

    @Test
    void voidedLinesDoNotCount() throws IOException {
        var receipt = receipt(sold("1", "A", "5.00")
                + sold("2", "B", "9.00").replace("<LineItem>", "<LineItem VoidFlag=\"true\">")
                + paid("Cash", "5.00"));

        assertThat(receipt.lines()).hasSize(1);
    }

    @Test
    void aReturnNamesTheReceiptItWasBoughtWith() throws IOException {
        var register = commands(receipt(back("1", "A", "5.00", "11") + refund("Cash", "5.00")))
                .returns()
                .getFirst();

        assertThat(register.orderExternalId()).isEqualTo("S1-7-11-20261120");
        assertThat(register.externalId()).isEqualTo("S1-7-42-20261123");
        assertThat(register.lines().getFirst().disposition()).isEqualTo(Disposition.RESALEABLE);
        assertThat(register.refundedByTill()).containsExactly(new PlaceOrder.Tender("Cash", eur("5.00"), null));
    }

    @Test
    void returnsOfTwoReceiptsAreTwoReturnsThatShareTheRefund() throws IOException {
        var returns = commands(
                        receipt(back("1", "A", "5.00", "11") + back("2", "B", "7.00", "12") + refund("Cash", "12.00")))
                .returns();

        assertThat(returns).hasSize(2);
        assertThat(returns.get(1).externalId()).isEqualTo("S1-7-42-20261123-2");
        assertThat(returns.get(0).refundedByTill().getFirst().amount()).isEqualTo(eur("5.00"));
        assertThat(returns.get(1).refundedByTill().getFirst().amount()).isEqualTo(eur("7.00"));
    }

    @Test
    void anExchangeWithExtraPaymentKeepsTheDrawerRight_R20() throws IOException {
        var commands =
                commands(receipt(sold("1", "A", "30.00") + back("2", "B", "20.00", "11") + paid("Cash", "10.00")));

        var sale = commands.sale().orElseThrow();
        var register = commands.returns().getFirst();
        assertThat(sale.tenders()).containsExactly(new PlaceOrder.Tender("Cash", eur("30.00"), null));
        assertThat(register.refundedByTill()).containsExactly(new PlaceOrder.Tender("Cash", eur("20.00"), null));
    }

    @Test
    void anEvenExchangeIsPaidWithTheGoods_R19() throws IOException {
        var commands = commands(receipt(sold("1", "A", "20.00") + back("2", "B", "20.00", "11")));

        assertThat(commands.sale().orElseThrow().tenders())
                .containsExactly(new PlaceOrder.Tender("exchange", eur("20.00"), null));
        assertThat(commands.returns().getFirst().refundedByTill())
                .containsExactly(new PlaceOrder.Tender("exchange", eur("20.00"), null));
    }

    @Test
    void theRoundingOfACashRefundIsATenderOfItsOwn() throws IOException {
        var register = commands(receipt(back("1", "A", "4.98", "11") + refund("Cash", "5.00")
                        + "<LineItem><SequenceNumber>9</SequenceNumber><Tender>"
                        + "<Rounding RoundingDirection=\"Down\">0.02</Rounding></Tender></LineItem>"))
                .returns()
                .getFirst();

        assertThat(register.refundedByTill())
                .containsExactly(
                        new PlaceOrder.Tender("Cash", eur("5.00"), null),
                        new PlaceOrder.Tender("cash-rounding", eur("-0.02"), null));
    }

    @Test
    void whatDoesNotAddUpIsRefused() {
        assertRefused("poslog.totals-differ", () -> receipt(sold("1", "A", "5.00") + paid("Cash", "4.99")));
    }

    @Test
    void moneyWithoutGoodsIsNotLost() {
        assertRefused("poslog.totals-differ", () -> receipt(paid("Cash", "50.00")));
    }

    @Test
    void trainingAndSuspendedAndVoidedDoNotCount() throws IOException {
        var body = sold("1", "A", "5.00") + paid("Cash", "5.00");

        assertThat(read(poslog(body, "TrainingModeFlag=\"true\"", ""))).isEqualTo(ignored("training"));
        assertThat(read(poslog(body, "CancelFlag=\"true\"", ""))).isEqualTo(ignored("cancelled"));
        assertThat(read(poslog(body, "", "TransactionStatus=\"Suspended\""))).isEqualTo(ignored("suspended"));
        assertThat(read(poslog(body, "", "TransactionStatus=\"PostVoided\"")))
                .isInstanceOf(TillTransaction.PostVoid.class);
    }

    @Test
    void aStatusThatNobodyKnowsIsRefused() {
        assertRefused(
                "poslog.status-unknown",
                () -> read(poslog(sold("1", "A", "5.00") + paid("Cash", "5.00"), "", "TransactionStatus=\"Waste\"")));
    }

    @Test
    void documentTypesAndEntitiesAreRefused() {
        assertRefused(
                "xml.doctype-refused",
                () -> read("<!DOCTYPE POSLog SYSTEM \"file:///etc/passwd\"><POSLog><Transaction/></POSLog>"));
        assertRefused(
                "xml.doctype-refused",
                () -> read("<!DOCTYPE POSLog [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                        + "<POSLog><Transaction><RetailStoreID>&x;</RetailStoreID></Transaction></POSLog>"));
    }

    @Test
    void brokenAndForeignAndDeepFilesAreRefused() {
        assertRefused("poslog.not-well-formed", () -> read("<POSLog><Transaction>"));
        assertRefused("poslog.not-well-formed", () -> read(""));
        assertRefused("poslog.root-unknown", () -> read("<Document/>"));
        assertRefused(
                "poslog.limit-exceeded",
                () -> read("<POSLog>" + "<Transaction>".repeat(100) + "</Transaction>".repeat(100) + "</POSLog>"));
    }

    @Test
    void whatTheReceiptLacksIsNamed() {
        assertRefused(
                "poslog.field-missing",
                () -> read("<POSLog><Transaction><RetailStoreID>1</RetailStoreID></Transaction></POSLog>"));
    }

    private static void assertRefused(String code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refusal -> assertThat(refusal.type().code()).isEqualTo(code));
    }

    private static TillTransaction ignored(String reason) {
        return new TillTransaction.Ignored(
                new TillTransaction.ReceiptKey("S1", "7", 42, LocalDate.of(2026, 11, 23)), reason);
    }

    private static ReceiptCommands commands(Receipt receipt) {
        return new ReceiptCommands(TILLS, receipt, LocationCode.of("S1"), TILLS.zone(), Sku::of, MessageId.next());
    }

    private static Receipt receipt(String body) throws IOException {
        return (Receipt) read(poslog(body, "", ""));
    }

    private static TillTransaction read(String xml) throws IOException {
        var found = new ArrayList<TillTransaction>();
        try (var file = PoslogFile.open(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))) {
            for (var next = file.next(); next.isPresent(); next = file.next()) {
                found.add(ReceiptReader.read(next.get()));
            }
        }
        return found.getFirst();
    }

    private static String poslog(String body, String transactionAttributes, String retailAttributes) {
        return """
                <POSLog xmlns="http://www.nrf-arts.org/IXRetail/namespace/"><Transaction %s>
                <BusinessUnit><UnitID>S1</UnitID></BusinessUnit><WorkstationID>7</WorkstationID>
                <SequenceNumber>42</SequenceNumber><BusinessDayDate>2026-11-23</BusinessDayDate>
                <EndDateTime>2026-11-23T17:00:00</EndDateTime><CurrencyCode>EUR</CurrencyCode>
                <RetailTransaction %s>%s</RetailTransaction></Transaction></POSLog>
                """.formatted(transactionAttributes, retailAttributes, body);
    }

    private static String sold(String number, String item, String amount) {
        return "<LineItem><SequenceNumber>%s</SequenceNumber><Sale><ItemID>%s</ItemID><ExtendedAmount>%s</ExtendedAmount><Quantity>1</Quantity></Sale></LineItem>"
                .formatted(number, item, amount);
    }

    private static String back(String number, String item, String amount, String original) {
        return """
                <LineItem><SequenceNumber>%s</SequenceNumber><Return><ItemID>%s</ItemID>
                <ExtendedAmount>%s</ExtendedAmount><Quantity>1</Quantity>
                <TransactionLink><BusinessUnit><UnitID>S1</UnitID></BusinessUnit><WorkstationID>7</WorkstationID>
                <BusinessDayDate>2026-11-20</BusinessDayDate><SequenceNumber>%s</SequenceNumber></TransactionLink>
                </Return></LineItem>""".formatted(number, item, amount, original);
    }

    private static String paid(String type, String amount) {
        return "<LineItem><SequenceNumber>8</SequenceNumber><Tender TenderType=\"%s\"><Amount>%s</Amount></Tender></LineItem>"
                .formatted(type, amount);
    }

    private static String refund(String type, String amount) {
        return paid(type, amount).replace("<Tender ", "<Tender TypeCode=\"Refund\" ");
    }

    private static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }
}
