package io.tieout.reconciliation.internal;

import static io.tieout.reconciliation.internal.TestBooks.eur;
import static io.tieout.reconciliation.internal.TestBooks.refund;
import static io.tieout.reconciliation.internal.TestBooks.shipment;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.Ids;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.reconciliation.AwaitedDeposit;
import io.tieout.reconciliation.BankLine;
import io.tieout.reconciliation.BankStatement;
import io.tieout.reconciliation.BankStatements;
import io.tieout.reconciliation.MatchedLine;
import io.tieout.reconciliation.MatchedLine.Outcome;
import io.tieout.reconciliation.Settlement;
import io.tieout.reconciliation.SettlementLine;
import io.tieout.reconciliation.Settlements;
import io.tieout.reconciliation.internal.TestBooks.Draft;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@IntegrationTest
class SettlementIntakeTests {

    private static final String PRINCIPAL = "Order/ItemPrice/Principal";
    private static final String TAX = "Order/ItemPrice/Tax";
    private static final String COMMISSION = "Order/ItemFees/Commission";

    @Autowired
    Settlements settlements;

    @Autowired
    BankStatements bankStatements;

    @Autowired
    ExpectedLines expectedLines;

    @Autowired
    Catalog catalog;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    List<IntegrityCheck> checks;

    @Autowired
    PlatformTransactionManager transactions;

    private String channel = "";

    @BeforeEach
    void useAChannelOfItsOwn() {
        catalog.save(new LegalEntity(TestBooks.ENTITY, "Reconciliation tests", "DE", TestBooks.EUR, TestBooks.ZONE));
        channel = "recon-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private Draft settlement(String id) {
        return new Draft(channel, channel + "-" + id);
    }

    private UUID take(Draft draft) {
        return settlements.take(draft.file(), draft.lines().iterator());
    }

    private void expect(ExpectedLines.Expectation expectation) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> expectedLines.expect(expectation));
    }

    private void shipped(String order, String item, String net, String tax) {
        var expectation = shipment(Ids.next().toString(), channel, order);
        expectation.add(item, null, "sale.principal", eur(net));
        expectation.add(item, null, "sale.tax", eur(tax));
        expect(expectation);
    }

    private void returned(String order, String item, String net, String tax) {
        var expectation = refund(Ids.next().toString(), channel, order);
        expectation.add(item, null, "refund.principal", eur("-" + net));
        expectation.add(item, null, "refund.tax", eur("-" + tax));
        expect(expectation);
    }

    private List<MatchedLine> lines(UUID settlement) {
        return settlements.lines(settlement, null, 500, null).items();
    }

    private List<Outcome> outcomes(UUID settlement) {
        return lines(settlement).stream().map(MatchedLine::outcome).toList();
    }

    private Settlement find(UUID id) {
        return settlements.find(id).orElseThrow();
    }

    private void assertProven() {
        for (var id : List.of("settlements.foot", "settlements.rows-posted-once", "reconciliation.claims-unique")) {
            var check = checks.stream()
                    .filter(candidate -> candidate.id().equals(id))
                    .findFirst()
                    .orElseThrow();
            assertThat(check.check().violations()).as(id).isEmpty();
        }
    }

    @Test
    void rowsMatchWhatWasShippedToTheCent() {
        shipped("A-1", "i1", "100.00", "19.00");

        var id = take(settlement("1")
                .row(PRINCIPAL, "A-1", "i1", "100.00")
                .row(TAX, "A-1", "i1", "19.00")
                .row(COMMISSION, "A-1", "i1", "-15.00"));

        assertThat(outcomes(id)).containsExactly(Outcome.MATCHED, Outcome.MATCHED, Outcome.NOT_AN_ORDER);
        assertThat(lines(id).getFirst().rule()).isEqualTo("exact");
        assertThat(lines(id).getFirst().evidence()).isNotEmpty();
        var settlement = find(id);
        assertThat(settlement.state()).isEqualTo(Settlement.State.POSTED);
        assertThat(settlement.footing().deposit()).isEqualByComparingTo("104.00");
        assertThat(settlement.footing().difference()).isEqualByComparingTo("0");
        assertThat(settlement.outcomes()).containsEntry("MATCHED", 2L).containsEntry("NOT_AN_ORDER", 1L);
        assertProven();
    }

    @Test
    void aPartialRefundAfterFeesMatchesTheReturnedPartOnly_S1() {
        shipped("S1", "i1", "90.00", "17.10");
        returned("S1", "i1", "30.00", "5.70");

        var id = take(settlement("s1")
                .row(PRINCIPAL, "S1", "i1", "90.00")
                .row(TAX, "S1", "i1", "17.10")
                .row("Refund/ItemPrice/Principal", "S1", "i1", "-30.00")
                .row("Refund/ItemPrice/Tax", "S1", "i1", "-5.70")
                .row("Refund/ItemFees/Commission", "S1", "i1", "4.50")
                .row("Refund/ItemFees/RefundCommission", "S1", "i1", "-0.90"));

        assertThat(outcomes(id))
                .containsExactly(
                        Outcome.MATCHED,
                        Outcome.MATCHED,
                        Outcome.MATCHED,
                        Outcome.MATCHED,
                        Outcome.NOT_AN_ORDER,
                        Outcome.NOT_AN_ORDER);
        assertThat(find(id).footing().byClass())
                .containsEntry("fee.commission", new BigDecimal("4.50"))
                .containsEntry("fee.refund-commission", new BigDecimal("-0.90"));
    }

    @Test
    void aRefundOfShippingOnlyTouchesShippingOnly_S2() {
        var expectation = refund(Ids.next().toString(), channel, "S2");
        expectation.add(null, null, "refund.shipping", eur("-4.99"));
        expect(expectation);

        var id = take(settlement("s2").row("Refund/ItemPrice/Shipping", "S2", "i1", "-4.99"));

        assertThat(outcomes(id)).containsExactly(Outcome.MATCHED);
        assertThat(find(id).footing().byClass()).containsOnlyKeys("refund.shipping");
    }

    @Test
    void twoShipmentsOfOneOrderAreSettledInTwoSettlements_S3() {
        shipped("S3", "i1", "10.00", "1.90");
        shipped("S3", "i2", "20.00", "3.80");

        var first = take(settlement("s3a").row(PRINCIPAL, "S3", "i1", "10.00").row(TAX, "S3", "i1", "1.90"));
        var second = take(settlement("s3b").row(PRINCIPAL, "S3", "i2", "20.00").row(TAX, "S3", "i2", "3.80"));

        assertThat(outcomes(first)).containsOnly(Outcome.MATCHED);
        assertThat(outcomes(second)).containsOnly(Outcome.MATCHED);
        assertProven();
    }

    @Test
    void saleAndRefundInTheSameSettlementStayTwoFacts_S4() {
        shipped("S4", "i1", "10.00", "1.90");
        returned("S4", "i1", "10.00", "1.90");

        var id = take(settlement("s4")
                .row(PRINCIPAL, "S4", "i1", "10.00")
                .row(TAX, "S4", "i1", "1.90")
                .row("Refund/ItemPrice/Principal", "S4", "i1", "-10.00")
                .row("Refund/ItemPrice/Tax", "S4", "i1", "-1.90"));

        assertThat(outcomes(id)).hasSize(4).containsOnly(Outcome.MATCHED);
        // S11: nothing goes to the bank, so nothing is waited for
        assertThat(find(id).state()).isEqualTo(Settlement.State.RECONCILED);
        assertThat(find(id).footing().deposit()).isEqualByComparingTo("0");
    }

    @Test
    void aRefundBeforeTheSaleRowLeavesTheSaleExpected_S5() {
        shipped("S5", "i1", "10.00", "0.00");
        returned("S5", "i1", "10.00", "0.00");

        var refund = take(settlement("s5a").row("Refund/ItemPrice/Principal", "S5", "i1", "-10.00"));
        var sale = take(settlement("s5b").row(PRINCIPAL, "S5", "i1", "10.00"));

        assertThat(outcomes(refund)).containsExactly(Outcome.MATCHED);
        assertThat(outcomes(sale)).containsExactly(Outcome.MATCHED);
    }

    @Test
    void reservesAreBalanceSheetOnly_S8() {
        var id = take(settlement("s8")
                .row(PRINCIPAL, null, null, "300.00")
                .row("Transfer/other-transaction/Previous Reserve Amount Balance", null, null, "150.00")
                .row("Transfer/other-transaction/Current Reserve Amount", null, null, "-200.00"));

        var footing = find(id).footing();
        assertThat(footing.opening()).isEqualByComparingTo("150");
        assertThat(footing.lines()).isEqualByComparingTo("300");
        assertThat(footing.closing()).isEqualByComparingTo("200");
        assertThat(footing.deposit()).isEqualByComparingTo("250");
    }

    @Test
    void aMissingReserveRowIsNamedAsTheCandidate_S9() {
        var draft = settlement("s9")
                .row(PRINCIPAL, "S9", "i1", "300.00")
                .row("Transfer/other-transaction/Current Reserve Amount", null, null, "-200.00");

        assertThatThrownBy(() ->
                        settlements.take(draft.file("300.00"), draft.lines().iterator()))
                .isInstanceOfSatisfying(ProblemException.class, refused -> {
                    assertThat(refused.type().code()).isEqualTo("settlement.does-not-foot");
                    assertThat(refused).hasMessageContaining("200").hasMessageContaining("reserve.current");
                });
        assertThat(settlements.list(channel, null, 10, null).items()).isEmpty();
    }

    @Test
    void aNegativePayoutIsPostedAndMeetsANegativeBankLine_S10() {
        var id = take(settlement("s10").row("ServiceFee/other-transaction/Subscription Fee", null, null, "-39.00"));

        assertThat(find(id).state()).isEqualTo(Settlement.State.POSTED);
        var iban = bank("2026-07-03", "-39.00", "Direct debit " + channel + "-s10");

        assertThat(find(id).state()).isEqualTo(Settlement.State.RECONCILED);
        assertThat(bankLines(iban)).extracting(BankLine::rule).containsExactly("reference");
    }

    @Test
    void theSameRowsAgainChangeNothing_S13() {
        shipped("S13", "i1", "10.00", "1.90");
        var draft = settlement("s13").row(PRINCIPAL, "S13", "i1", "10.00").row(TAX, "S13", "i1", "1.90");

        var first = take(draft);
        var again = take(draft);

        assertThat(again).isEqualTo(first);
        assertThat(settlements.list(channel, null, 10, null).items()).hasSize(1);
        assertThat(find(first).version()).isEqualTo(1);
    }

    @Test
    void aReissuedSettlementWaitsBesideThePostedOne_S14() {
        var first = take(settlement("s14").row(COMMISSION, null, null, "-5.00").row(PRINCIPAL, null, null, "20.00"));

        var second = take(settlement("s14").row(COMMISSION, null, null, "-6.00").row(PRINCIPAL, null, null, "20.00"));

        assertThat(find(first).state()).isEqualTo(Settlement.State.POSTED);
        assertThat(find(second).state()).isEqualTo(Settlement.State.FOOTED);
        assertThat(find(second).version()).isEqualTo(2);
        assertThat(outcomes(second)).containsExactly(Outcome.UNEXPECTED, Outcome.DUPLICATE);
        assertThatThrownBy(() -> settlements.post(second, Actor.user("clerk")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("settlement.reissued"));
    }

    @Test
    void aHeaderWithoutRowsIsRefused_S16() {
        assertThatThrownBy(() -> settlements.take(settlement("s16").file("12.00"), Collections.emptyIterator()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("settlement.empty"));
    }

    @Test
    void facilitatorTaxAndOwnTaxStandSideBySide_S22() {
        var expectation = shipment(Ids.next().toString(), channel, "S22");
        expectation.add("i1", null, "sale.principal", eur("100.00"));
        expectation.add("i1", null, "sale.tax", eur("8.00"));
        expectation.add("i1", null, "facilitator-tax", eur("-8.00"));
        expectation.add("i2", null, "sale.principal", eur("50.00"));
        expectation.add("i2", null, "sale.tax", eur("9.50"));
        expect(expectation);

        var id = take(settlement("s22")
                .row(PRINCIPAL, "S22", "i1", "100.00")
                .row(TAX, "S22", "i1", "8.00")
                .row("Order/ItemWithheldTax/MarketplaceFacilitatorTax-Principal", "S22", "i1", "-8.00")
                .row(PRINCIPAL, "S22", "i2", "50.00")
                .row(TAX, "S22", "i2", "9.50"));

        assertThat(outcomes(id)).hasSize(5).containsOnly(Outcome.MATCHED);
        assertThat(find(id).footing().byClass()).containsEntry("facilitator-tax", new BigDecimal("-8.00"));
    }

    @Test
    void anOrderColumnThatHoldsAShipmentIsNoOrder_S38() {
        var id = take(settlement("s38").row("FBAFees/none/none", "FBA15ABC", null, "-3.00"));

        var line = lines(id).getFirst();
        assertThat(line.reference()).isNull();
        assertThat(line.outcome()).isEqualTo(Outcome.NOT_AN_ORDER);
        assertThat(line.economicClass()).isEqualTo("fee.fulfilment");
    }

    @Test
    void anUnknownTypeGoesToSuspenseWithItsAmountInSight_S40() {
        var id = take(settlement("s40").row("Order/ItemFees/MoonlightFee", "S40", "i1", "-1.23"));

        assertThat(outcomes(id)).containsExactly(Outcome.UNKNOWN_TYPE);
        assertThat(find(id).footing().byClass()).containsEntry("suspense", new BigDecimal("-1.23"));
        assertThat(find(id).state()).isEqualTo(Settlement.State.POSTED);
    }

    @Test
    void aRowLateInTheEveningBelongsToTheAccountsDay_S46() {
        var id = take(settlement("s46").row(COMMISSION, null, null, "-1.00", Instant.parse("2026-06-30T22:30:00Z")));

        assertThat(jdbc.sql("select business_date from reconciliation.settlement_line where settlement_id = ?")
                        .param(id)
                        .query(LocalDate.class)
                        .single())
                .isEqualTo(LocalDate.of(2026, 7, 1));
    }

    @Test
    void anotherAmountIsAMismatchWithAllThatDiffers() {
        shipped("M-1", "i1", "19.99", "0.00");

        var id = take(settlement("m1").row(PRINCIPAL, "M-1", "i1", "18.99"));

        var line = lines(id).getFirst();
        assertThat(line.outcome()).isEqualTo(Outcome.AMOUNT_MISMATCH);
        assertThat(line.evidence()).contains("amount: expected 19.99, got 18.99");
    }

    @Test
    void aCentPerLineIsARoundingWithItsOwnAccount_S18() {
        shipped("R-1", "i1", "19.99", "3.80");

        var id = take(settlement("r1").row(PRINCIPAL, "R-1", "i1", "19.99").row(TAX, "R-1", "i1", "3.79"));

        assertThat(outcomes(id)).containsExactly(Outcome.MATCHED, Outcome.MATCHED_WITH_DIFFERENCE);
        assertThat(jdbc.sql(
                                "select difference from reconciliation.settlement_line where settlement_id = ? and position = 2")
                        .param(id)
                        .query(BigDecimal.class)
                        .single())
                .isEqualByComparingTo("-0.01");
        assertProven();
    }

    @Test
    void whatIsPaidTwiceIsADuplicate() {
        shipped("D-1", "i1", "10.00", "0.00");
        take(settlement("d1").row(PRINCIPAL, "D-1", "i1", "10.00"));

        var again = take(settlement("d2").row(PRINCIPAL, "D-1", "i1", "10.00"));

        assertThat(outcomes(again)).containsExactly(Outcome.DUPLICATE);
    }

    @Test
    void aProvidersSingleChargePaysForAWholeShipment() {
        shipped("C-1", "i1", "100.00", "19.00");

        var id = take(settlement("c1")
                .kind("shopify-payout")
                .row("charge/amount/charge", "C-1", null, "119.00")
                .row("charge/fee/charge", "C-1", null, "-3.20"));

        assertThat(lines(id).getFirst().rule()).isEqualTo("charge");
        assertThat(outcomes(id)).containsExactly(Outcome.MATCHED, Outcome.NOT_AN_ORDER);
        assertProven();
    }

    @Test
    void aChargePaidOutBeforeTheShipmentIsMatchedWhenItShips() {
        var id = take(settlement("l1").kind("shopify-payout").row("charge/amount/charge", "L-1", null, "119.00"));
        assertThat(outcomes(id)).containsExactly(Outcome.UNEXPECTED);

        shipped("L-1", "i1", "100.00", "19.00");

        assertThat(outcomes(id)).containsExactly(Outcome.MATCHED);
        assertThat(find(id).outcomes()).containsOnlyKeys("MATCHED");
        assertProven();
    }

    @Test
    void aRefundNobodyDecidedWaitsForItsCreditMemo() {
        var id = take(settlement("u1").row("Refund/ItemPrice/Principal", "U-1", "i1", "-10.00"));
        assertThat(lines(id).getFirst().economicClass()).isEqualTo("refund.unannounced");

        returned("U-1", "i1", "10.00", "0.00");

        assertThat(lines(id).getFirst().economicClass()).isEqualTo("refund.principal");
        assertThat(outcomes(id)).containsExactly(Outcome.MATCHED);
    }

    @Test
    void theOrderOfRowsAndFilesDoesNotMatter() {
        var seed = Long.getLong("tieout.test.seed", 20261124L);
        System.out.println("Row order seed: " + seed);
        var random = new Random(seed);
        var results = new ArrayList<Object>();
        for (var round = 0; round < 4; round++) {
            channel = "recon-" + UUID.randomUUID().toString().substring(0, 8);
            for (var order = 0; order < 5; order++) {
                shipped("P-" + order, "i1", "10.0" + order, "1.90");
                shipped("P-" + order, "i1", "10.0" + order, "1.90");
            }
            var first = settlement("p1");
            var second = settlement("p2");
            for (var order = 0; order < 5; order++) {
                first.row(PRINCIPAL, "P-" + order, "i1", "10.0" + order).row(TAX, "P-" + order, "i1", "1.90");
                second.row(PRINCIPAL, "P-" + order, "i1", "10.0" + order).row(TAX, "P-" + order, "i1", "1.90");
            }
            Collections.shuffle(first.lines(), random);
            Collections.shuffle(second.lines(), random);
            var inOrder = random.nextBoolean();
            var one = take(inOrder ? first : second);
            var other = take(inOrder ? second : first);
            results.add(find(one).outcomes() + " " + find(one).footing().byClass() + " "
                    + find(other).outcomes() + " " + find(other).footing().byClass());
        }
        assertThat(results).containsOnly(results.getFirst());
        assertProven();
    }

    @Test
    void aSettlementBeforeItsBankLineAndAfterEndTheSame() {
        var before = take(settlement("b1").row(COMMISSION, null, null, "71.11"));
        bank("2026-07-03", "71.11", "AMAZON PAYMENTS");
        bank("2026-07-03", "72.22", "AMAZON PAYMENTS");
        var after = take(settlement("b2").row(COMMISSION, null, null, "72.22"));

        assertThat(find(before).state()).isEqualTo(Settlement.State.RECONCILED);
        assertThat(find(after).state()).isEqualTo(Settlement.State.RECONCILED);
        assertThat(find(after).footing().bank()).isEqualByComparingTo("72.22");
        assertThat(find(after).footing().difference()).isEqualByComparingTo("0");
    }

    @Test
    void twoDepositsOfOneAmountAreLeftToAPerson_S45() {
        var one = take(settlement("x1").row(COMMISSION, null, null, "81.81"));
        var other = take(settlement("x2").row(COMMISSION, null, null, "81.81"));

        var iban = bank("2026-07-03", "81.81", "AMAZON PAYMENTS");

        assertThat(bankLines(iban)).extracting(BankLine::state).containsExactly(BankLine.State.OPEN);
        assertThat(find(one).state()).isEqualTo(Settlement.State.POSTED);
        assertThat(find(other).state()).isEqualTo(Settlement.State.POSTED);

        var line = bankLines(iban).getFirst().id();
        var clara = Actor.user("clara");
        assertThat(bankStatements.candidates(line))
                .extracting(AwaitedDeposit::settlement)
                .contains(one, other);
        assertThat(bankStatements.match(line, other, clara).settlement()).isEqualTo(other);
        assertThat(bankStatements.match(line, other, clara).rule()).isEqualTo("by hand");
        assertThat(find(other).state()).isEqualTo(Settlement.State.RECONCILED);
        assertThat(find(one).state()).isEqualTo(Settlement.State.POSTED);
        assertThatThrownBy(() -> bankStatements.match(line, one, clara))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("state.conflict"));
        assertProven();
    }

    @Test
    void aDepositThatNamesASettlementWithAnotherAmountStaysOpen() {
        var id = take(settlement("y1").row(COMMISSION, null, null, "91.91"));

        var iban = bank("2026-07-03", "90.91", "Payout " + channel + "-y1");

        assertThat(bankLines(iban)).extracting(BankLine::state).containsExactly(BankLine.State.OPEN);
        assertThatThrownBy(() -> bankStatements.match(bankLines(iban).getFirst().id(), id, Actor.user("clara")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("bank-line.amount-differs"));
        assertThat(find(id).state()).isEqualTo(Settlement.State.POSTED);
    }

    @Test
    void aStatementThatDoesNotFootKeepsNothing() {
        assertThatThrownBy(() ->
                        bankStatements.take(statement("DE00" + channel, "1.00", "5.00", "2026-07-01", "3.99", "x")))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("statement.does-not-foot"));
    }

    private String bank(String day, String amount, String text) {
        var iban = "DE" + UUID.randomUUID().toString().replace("-", "").substring(0, 20);
        bankStatements.take(statement(iban, "0.00", amount, day, amount, text));
        return iban;
    }

    private BankStatement statement(
            String iban, String opening, String closing, String day, String amount, String text) {
        return new BankStatement(
                ConnectionCode.of("bank"),
                TestBooks.ENTITY,
                iban,
                "ST-" + day,
                LocalDate.parse(day),
                LocalDate.parse(day),
                eur(opening),
                eur(closing),
                List.of(new BankStatement.Line(1, "REF-1", LocalDate.parse(day), null, eur(amount), null, text, null)),
                MessageId.next());
    }

    private List<BankLine> bankLines(String iban) {
        return bankStatements.lines(null, 500, null).items().stream()
                .filter(line -> line.iban().equals(iban))
                .toList();
    }

    @Test
    void aBrokenAmountKeepsNothing() {
        var line =
                new SettlementLine(2, PRINCIPAL, "H-1", "i1", null, null, null, new BigDecimal("1e100"), TestBooks.AT);

        assertThatThrownBy(() -> settlements.take(
                        settlement("h1").file("1.00"), List.of(line).iterator()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> assertThat(refused.type().code()).isEqualTo("settlement.line-unreadable"));
        assertThat(settlements.list(channel, null, 10, null).items()).isEmpty();
    }
}
