package io.tieout.channels.poslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.channels.Connection;
import io.tieout.channels.till.ReceiptCommands;
import io.tieout.channels.till.TillMoney;
import io.tieout.channels.till.TillTransaction;
import io.tieout.channels.till.TillTransaction.Receipt;
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
    void aGiftCardIsNoSaleAndHasItsOwnPartOfTheTender() throws IOException {
        var receipt = receipt(sold("1", "A", "11.90")
                + "<LineItem><SequenceNumber>2</SequenceNumber><GiftCertificate><FaceValue>25.00</FaceValue>"
                + "<GiftCertificateID>9</GiftCertificateID></GiftCertificate></LineItem>"
                + "<LineItem><SequenceNumber>3</SequenceNumber><Tender TenderType=\"Cash\"><Amount>40.00</Amount>"
                + "<TenderChange><Amount>3.10</Amount></TenderChange></Tender></LineItem>");

        var money = java.util.Objects.requireNonNull(receipt.money());
        assertThat(money.items()).containsExactly(new TillMoney.Item(TillMoney.Purpose.GIFT_CARD, eur("25.00")));
        assertThat(money.tenders()).containsExactly(new PlaceOrder.Tender("Cash", eur("25.00"), null));
        assertThat(receipt.lines()).hasSize(1);
        assertThat(receipt.tenders()).extracting(PlaceOrder.Tender::amount).containsExactly(eur("15.00"), eur("-3.10"));
    }

    @Test
    void aReceiptOfNothingButADepositHasNoSale() throws IOException {
        var receipt = receipt(deposit("30.00", "") + paid("Cash", "30.00"));

        assertThat(receipt.lines()).isEmpty();
        assertThat(commands(receipt).sale()).isEmpty();
        assertThat(commands(receipt).returns()).isEmpty();
        var money = java.util.Objects.requireNonNull(receipt.money());
        assertThat(money.items()).containsExactly(new TillMoney.Item(TillMoney.Purpose.DEPOSIT, eur("30.00")));
        assertThat(money.tenders()).containsExactly(new PlaceOrder.Tender("Cash", eur("30.00"), null));
    }

    @Test
    void aDepositThatPaysForGoodsIsSetOffInTheMethodOfTheRest() throws IOException {
        var receipt = receipt(sold("1", "A", "100.00") + deposit("30.00", "Refund=\"true\"") + paid("Card", "70.00"));

        var money = java.util.Objects.requireNonNull(receipt.money());
        assertThat(money.items()).containsExactly(new TillMoney.Item(TillMoney.Purpose.DEPOSIT, eur("-30.00")));
        assertThat(money.tenders()).containsExactly(new PlaceOrder.Tender("Card", eur("-30.00"), null));
        assertThat(receipt.tenders())
                .containsExactly(
                        new PlaceOrder.Tender("Card", eur("70.00"), null),
                        new PlaceOrder.Tender("Card", eur("30.00"), null));
    }

    @Test
    void returnedGoodsMayPayForAGiftCard() throws IOException {
        var receipt = receipt(
                back("1", "A", "20.00", "11")
                        + "<LineItem><SequenceNumber>2</SequenceNumber><GiftCertificate><FaceValue>20.00</FaceValue></GiftCertificate></LineItem>");

        var money = java.util.Objects.requireNonNull(receipt.money());
        assertThat(money.tenders()).containsExactly(new PlaceOrder.Tender("exchange", eur("20.00"), null));
        assertThat(commands(receipt).returns().getFirst().refundedByTill())
                .containsExactly(new PlaceOrder.Tender("exchange", eur("20.00"), null));
    }

    @Test
    void aTipIsPassedOn() throws IOException {
        var receipt = receipt(
                sold("1", "A", "10.00")
                        + "<LineItem><SequenceNumber>8</SequenceNumber><Tender TenderType=\"Card\"><Amount>12.00</Amount><Tip>2.00</Tip></Tender></LineItem>");

        var money = java.util.Objects.requireNonNull(receipt.money());
        assertThat(money.items()).containsExactly(new TillMoney.Item(TillMoney.Purpose.TIP, eur("2.00")));
        assertThat(receipt.tenders()).containsExactly(new PlaceOrder.Tender("Card", eur("10.00"), null));
    }

    @Test
    void goodsPutAsideAreNotSold() throws IOException {
        var receipt = receipt("""
                <LineItem><SequenceNumber>1</SequenceNumber><Layaway Status="New"><ItemID>A</ItemID>
                  <ExtendedAmount>100.00</ExtendedAmount><Quantity>1</Quantity><Deposit>20.00</Deposit></Layaway></LineItem>
                <LineItem><SequenceNumber>2</SequenceNumber><CustomerOrderForPickup><ItemID>B</ItemID>
                  <ExtendedAmount>50.00</ExtendedAmount><Quantity>1</Quantity><Deposit>5.00</Deposit></CustomerOrderForPickup></LineItem>
                """ + paid("Cash", "25.00"));

        assertThat(receipt.lines()).isEmpty();
        assertThat(java.util.Objects.requireNonNull(receipt.money()).items())
                .extracting(TillMoney.Item::amount)
                .containsExactly(eur("20.00"), eur("5.00"));
    }

    @Test
    void changeMayBeALineOfItsOwn() throws IOException {
        var receipt = receipt(
                sold("1", "A", "11.90")
                        + paid("Cash", "20.00")
                        + "<LineItem><SequenceNumber>9</SequenceNumber><TenderChange TenderType=\"Cash\"><Amount>8.10</Amount></TenderChange></LineItem>");

        assertThat(receipt.tenders()).extracting(PlaceOrder.Tender::amount).containsExactly(eur("20.00"), eur("-8.10"));
    }

    @Test
    void aKindOfLineThatIsNotReadIsRefusedByName() {
        assertRefused(
                "poslog.line-unsupported",
                () -> receipt(
                        "<LineItem><SequenceNumber>1</SequenceNumber><PaymentOnAccount><Amount>5.00</Amount></PaymentOnAccount></LineItem>"
                                + paid("Cash", "5.00")));
        assertRefused(
                "poslog.line-unsupported",
                () -> receipt(
                        "<LineItem><SequenceNumber>1</SequenceNumber><Layaway Status=\"Completed\"><ItemID>A</ItemID></Layaway></LineItem>"));
    }

    @Test
    void aVoidNamesItsReceiptAndTakesTheRestFromItself() throws IOException {
        var link = "<TransactionLink ReasonCode=\"Voided\"><SequenceNumber>41</SequenceNumber></TransactionLink>";

        var taken = (TillTransaction.PostVoid) read(poslog(link, "", ""));

        assertThat(taken.key().externalId()).isEqualTo("S1-7-42-20261123");
        assertThat(taken.voided().externalId()).isEqualTo("S1-7-41-20261123");
        var itself = (TillTransaction.PostVoid)
                read(poslog(sold("1", "A", "5.00") + paid("Cash", "5.00"), "", "TransactionStatus=\"PostVoided\""));
        assertThat(itself.voided()).isEqualTo(itself.key());
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

    private static String deposit(String amount, String attributes) {
        return "<LineItem><SequenceNumber>5</SequenceNumber><Deposit %s><Amount>%s</Amount></Deposit></LineItem>"
                .formatted(attributes, amount);
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
