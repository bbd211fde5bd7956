package io.tieout.finance.internal;

import static io.tieout.finance.internal.FinanceHarness.TODAY;
import static io.tieout.finance.internal.FinanceHarness.component;
import static io.tieout.finance.internal.FinanceHarness.event;
import static io.tieout.finance.internal.FinanceHarness.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.FinanceEvents;
import io.tieout.finance.Journal;
import io.tieout.finance.JournalFilter;
import io.tieout.finance.Ledger;
import io.tieout.finance.ManualJournal;
import io.tieout.finance.Periods;
import io.tieout.finance.UnpostableException;
import io.tieout.finance.events.JournalPosted;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.events.MappingTookForce;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

class LedgerTests {

    private static final Actor ANNA = Actor.user("anna");
    private static final Actor BERT = Actor.user("bert");
    private static final Currency EUR = Currency.getInstance("EUR");

    private static FinanceHarness finance;

    @BeforeAll
    static void start() {
        finance = new FinanceHarness();
    }

    @AfterAll
    static void stop() {
        finance.close();
    }

    @Test
    void anUnbalancedJournalIsRefusedByTheServiceAndByTheDatabase() {
        var entity = EntityCode.of("L01");
        assertThatThrownBy(() -> ledger().postManual(manual("m-1", entity, TODAY, "10.00", "9.99"), ANNA))
                .isInstanceOf(ProblemException.class)
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("journal.unbalanced"));

        var id = UUID.randomUUID();
        assertThatThrownBy(() -> finance.transaction().executeWithoutResult(_ -> {
                    insertJournal(id, entity, "L01-unbalanced", 2);
                    insertLines(id, entity, "10.00", "9.99");
                }))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("not complete and balanced");
    }

    @Test
    void theDatabaseRefusesLinesThatAreMissingDoubledOrWithoutJournal() {
        var entity = EntityCode.of("L02");
        var id = UUID.randomUUID();
        assertThatThrownBy(() -> finance.transaction().executeWithoutResult(_ -> {
                    insertJournal(id, entity, "L02-incomplete", 3);
                    insertLines(id, entity, "10.00", "10.00");
                }))
                .hasMessageContaining("not complete and balanced");
        assertThatThrownBy(() -> insertLines(UUID.randomUUID(), entity, "10.00", "10.00"))
                .hasMessageContaining("not complete and balanced");
        assertThatThrownBy(() -> finance.transaction().executeWithoutResult(_ -> {
                    insertJournal(id, entity, "L02-doubled", 2);
                    insertLines(id, entity, "10.00", "10.00");
                    insertLines(id, entity, "10.00", "10.00");
                }))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void whatIsPostedCannotBeChangedOrDeleted() {
        var entity = EntityCode.of("L03");
        ledger().postManual(manual("m-3", entity, TODAY, "10.00", "10.00"), ANNA);

        for (var attack : List.of(
                "update finance.journal set text = 'x' where entity = 'L03'",
                "delete from finance.journal where entity = 'L03'",
                "update finance.journal_line set debit = 1 where entity = 'L03'",
                "delete from finance.journal_line where entity = 'L03'",
                "truncate finance.journal_line")) {
            assertThatThrownBy(() -> finance.jdbc().sql(attack).update())
                    .as(attack)
                    .hasMessageContaining("What is posted stays as it is");
        }
    }

    @Test
    void S12_S47_S59_aLateEventOfAClosedPeriodPostsInTheNextOpenOneAndKeepsItsDate() {
        var entity = EntityCode.of("L04");
        periods().close(entity, YearMonth.of(2026, 9), ANNA);
        periods().softClose(entity, YearMonth.of(2026, 10), ANNA);
        record(event(entity, "payout.sent", "late-L04", LocalDate.of(2026, 9, 17), component("payout", "5.00", "s")));

        var journal = journals(entity).getFirst();
        assertThat(journal.postedOn()).isEqualTo("2026-11-01");
        assertThat(journal.businessDate()).isEqualTo("2026-09-17");
        assertThat(journal.number()).isEqualTo("L04-2026-11-000001");
        assertThatThrownBy(() ->
                        ledger().postManual(manual("m-4", entity, LocalDate.of(2026, 9, 30), "1.00", "1.00"), ANNA))
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("period.closed"));
        assertThat(ledger().postManual(manual("m-4", entity, LocalDate.of(2026, 10, 30), "1.00", "1.00"), ANNA)
                        .number())
                .isEqualTo("L04-2026-10-000001");
    }

    @Test
    void aPeriodThatIsWaitedForCannotBeClosed() {
        var entity = EntityCode.of("L05");
        finance.get(FinanceEvents.class)
                .record(event(entity, "no.such-type", "L05", TODAY, component("payout", "5.00", "s")));
        finance.post();

        assertThat(periods().blockers(entity, YearMonth.from(TODAY)))
                .containsExactly("L05 is parked, waits for rule:no.such-type:payout");
        assertThatThrownBy(() -> periods().close(entity, YearMonth.from(TODAY), ANNA))
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("period.still-waited-for"));
    }

    @Test
    void overTheThresholdASecondPersonApprovesAndTheNumberComesAtPosting() {
        var entity = EntityCode.of("L06");
        threshold(entity, "journal", "100.00");
        var proposed = ledger().postManual(manual("m-6", entity, TODAY, "100.01", "100.01"), ANNA);

        assertThat(proposed.state()).isEqualTo(Journal.State.AWAITS_APPROVAL);
        assertThat(proposed.number()).isNull();
        assertThat(finance.balances(entity)).isEmpty();
        assertThatThrownBy(() -> ledger().approve(proposed.id(), ANNA))
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("four-eyes.same-person"));

        var posted = ledger().approve(proposed.id(), BERT);
        assertThat(posted.id()).isEqualTo(proposed.id());
        assertThat(posted.number()).isEqualTo("L06-2026-11-000001");
        assertThat(posted.approvedBy()).isEqualTo(BERT);
        assertThatThrownBy(() -> ledger().approve(proposed.id(), BERT))
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("state.conflict"));
        assertThatThrownBy(() -> finance.jdbc()
                        .sql("update finance.journal_proposal set decided_by = proposed_by where entity = 'L06'")
                        .update())
                .hasMessageContaining("proposal_four_eyes");
    }

    @Test
    void anEventOverTheEventThresholdWaitsAndPostsWhenApproved() {
        var entity = EntityCode.of("L07");
        threshold(entity, "event-journal", "50.00");
        record(event(entity, "payout.sent", "L07", TODAY, component("payout", "50.01", "s")));

        var waiting = ledger().journals(filter(entity, Journal.State.AWAITS_APPROVAL), 10, null)
                .items()
                .getFirst();
        assertThat(finance.balances(entity)).isEmpty();
        assertThat(ledger().approve(waiting.id(), ANNA).number()).isEqualTo("L07-2026-11-000001");
        assertThat(finance.balances(entity)).containsEntry("cash.in-transit", "50.01");
    }

    @Test
    void aReversalIsTheOppositeAndHappensOnce() {
        var entity = EntityCode.of("L08");
        var original = ledger().postManual(manual("m-8", entity, TODAY.minusMonths(1), "10.00", "10.00"), ANNA);
        var reversal = ledger().reverse(original.id(), "wrong account", BERT);

        assertThat(reversal.reverses()).isEqualTo(original.id());
        assertThat(reversal.postedOn()).isEqualTo(TODAY);
        assertThat(finance.balances(entity)).isEmpty();
        assertThatThrownBy(() -> ledger().reverse(original.id(), "again", BERT))
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("journal.already-reversed"));
    }

    @Test
    void numbersHaveNoGapsWhateverTheConcurrencyAndTheRollbacks() throws Exception {
        var entity = EntityCode.of("L09");
        var work = new ArrayList<Callable<Object>>();
        for (var index = 0; index < 60; index++) {
            var key = "m-9-" + index;
            var fails = index % 7 == 0;
            work.add(() -> finance.transaction().execute(status -> {
                var journal = ledger().postManual(manual(key, entity, TODAY, "1.00", "1.00"), ANNA);
                if (fails) {
                    status.setRollbackOnly();
                }
                return journal;
            }));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var done : threads.invokeAll(work)) {
                done.get();
            }
        }

        var sequences = finance.jdbc()
                .sql("select sequence from finance.journal where entity = 'L09' order by sequence")
                .query(Long.class)
                .list();
        assertThat(sequences).hasSize(51).startsWith(1L).endsWith(51L);
        checksHold();
    }

    @Test
    void theSameAgainChangesNothing() {
        var entity = EntityCode.of("L10");
        var once = event(entity, "payout.sent", "L10", TODAY, component("payout", "5.00", "s"));
        record(once);
        record(once);
        var rows = rows(entity, "L10-s", "sale.principal", "5.00", "fee.commission", "-1.00");
        assertThat(postAll(rows).journals()).isEqualTo(2);
        assertThat(postAll(rows).journals()).isZero();
        var manual = manual("m-10", entity, TODAY, "1.00", "1.00");
        var first = ledger().postManual(manual, ANNA);

        assertThat(ledger().postManual(manual, ANNA)).isEqualTo(first);
        assertThatThrownBy(() -> ledger().postManual(manual("m-10", entity, TODAY, "2.00", "2.00"), ANNA))
                .satisfies(problem -> assertThat(code(problem)).isEqualTo("journal.key-reused"));
        assertThat(journals(entity)).hasSize(4);
        assertThat(finance.published(JournalPosted.class).stream()
                        .filter(posted -> posted.entity().equals(entity)))
                .hasSize(3);
    }

    @Test
    void anUnmappedCodeParksOnlyItsEventsUnderOneItemAndTheMappingResumesThem() {
        var entity = EntityCode.of("L11");
        finance.chart.remove("loans");
        finance.chart.remove("disputes");
        record(event(entity, "settlement.row", "L11-1", TODAY, component("loan", "5.00", "s")));
        record(event(entity, "settlement.row", "L11-2", TODAY, component("loan", "6.00", "s")));
        record(event(entity, "settlement.row", "L11-3", TODAY, component("fee.other", "7.00", "s")));

        assertThat(journals(entity)).hasSize(1);
        assertThat(finance.raised)
                .filteredOn(item -> item.context().containsValue("loans"))
                .extracting(NewWorkItem::ownerRole)
                .containsOnly("data-steward");
        assertThatThrownBy(() -> postAll(rows(entity, "L11-s", "sale.principal", "1.00", "dispute", "-1.00")))
                .isInstanceOfSatisfying(
                        UnpostableException.class,
                        unpostable -> assertThat(unpostable.waitKey())
                                .isEqualTo("mapping:chart-of-accounts:amazon-de:disputes"));
        assertThat(journals(entity)).hasSize(1);

        finance.chart.put("loans", "2300");
        finance.chart.put("disputes", "1240");
        finance.publish(new MappingTookForce(
                UUID.randomUUID(), "chart-of-accounts", "*", Set.of("mapping:chart-of-accounts:*:loans")));
        finance.post();
        assertThat(journals(entity)).hasSize(3);
        assertThat(finance.resolved).anyMatch(text -> text.endsWith("mapping:chart-of-accounts:amazon-de:loans"));
    }

    @Test
    void S6_S7_aForeignAmountNeedsARateAndBalancesBothWays() {
        var entity = EntityCode.of("L12");
        var lines = List.of(
                line("tender.cash", "33.33", "0"),
                line("tender.card", "33.33", "0"),
                line("bank", "33.34", "0"),
                line("sales.revenue", "0", "100.00"));
        var journal = new ManualJournal("m-12", entity, TODAY, Currency.getInstance("USD"), "", lines);
        assertThatThrownBy(() -> ledger().postManual(journal, ANNA))
                .isInstanceOfSatisfying(
                        UnpostableException.class,
                        unpostable -> assertThat(unpostable.waitKey()).isEqualTo("rate:USD:EUR"));

        finance.get(ExchangeRates.class)
                .save(new ExchangeRates.Rate("USD", "EUR", TODAY.minusDays(1), new BigDecimal("0.91231")), ANNA);
        var posted = ledger().postManual(journal, ANNA);
        assertThat(posted.lines()).hasSize(5);
        assertThat(posted.lines().getLast().key()).isEqualTo("rounding");
        assertThat(finance.trialBalance(entity)).isZero();
        checksHold();
    }

    @Test
    void aSettlementMakesOneDocumentPerPeriodSummedWithoutReference() {
        var entity = EntityCode.of("L13");
        var rows = new ArrayList<FinanceEvent>();
        for (var index = 0; index < 12; index++) {
            rows.add(event(
                    entity,
                    "settlement.row",
                    "L13:" + index,
                    index < 5 ? LocalDate.of(2026, 10, 30) : LocalDate.of(2026, 11, 2),
                    component("sale.principal", "1.00", "o-" + index)));
        }
        postAll(rows);

        var posted = finance.published(JournalPosted.class).stream()
                .filter(document -> document.entity().equals(entity))
                .toList();
        assertThat(posted).extracting(JournalPosted::period).containsExactly("2026-10", "2026-11");
        assertThat(posted.getFirst().journals()).isEqualTo(5);
        assertThat(posted.getFirst().lines()).hasSize(2);
        assertThat(posted.getFirst().firstNumber()).isEqualTo("L13-2026-10-000001");
        assertThat(posted.getFirst().lastNumber()).isEqualTo("L13-2026-10-000005");
        assertThat(posted.getLast().lines())
                .allSatisfy(line -> assertThat(line.debit().add(line.credit())).isEqualByComparingTo("7.00"));
        assertThat(ledger().openItems(entity, "channel.receivable", 5, null).items())
                .hasSize(5)
                .allSatisfy(item -> assertThat(item.balance()).isEqualByComparingTo("-1.00"));
        var first = ledger().openItems(entity, "1210", 5, null);
        assertThat(ledger().openItems(entity, "1210", 500, first.next()).items())
                .hasSize(7);
    }

    @Test
    void listsPageByKeyAndFilter() {
        var entity = EntityCode.of("L14");
        for (var index = 0; index < 7; index++) {
            ledger().postManual(manual("m-14-" + index, entity, TODAY.minusMonths(index % 2), "1.00", "1.00"), ANNA);
        }
        var seen = new ArrayList<String>();
        String after = null;
        do {
            var page = ledger().journals(filter(entity, null), 3, after);
            page.items().forEach(journal -> seen.add(journal.number()));
            after = page.next();
        } while (after != null);

        assertThat(seen)
                .hasSize(7)
                .doesNotHaveDuplicates()
                .startsWith("L14-2026-11-000004")
                .endsWith("L14-2026-10-000001");
        var byAccount = new JournalFilter(
                "L14", null, null, ManualJournals.MANUAL, "1100", null, null, TODAY, TODAY.plusDays(1));
        assertThat(ledger().journals(byAccount, 10, null).items()).hasSize(4);
    }

    @Test
    void anySequenceOfEventsKeepsTheTrialBalanceAtZero() {
        var seed = Long.getLong("tieout.seed", 20261123L);
        var random = new Random(seed);
        var entity = EntityCode.of("L15");
        var names = List.of(
                "sale.principal", "refund.tax", "fee.other", "reserve.current", "promotion.x", "loan", "suspense");
        for (var index = 0; index < 300; index++) {
            var amount =
                    Money.ofMinor(random.nextInt(-50_000, 50_000), EUR).amount().toPlainString();
            var date = TODAY.minusDays(random.nextInt(90));
            var name = names.get(random.nextInt(names.size()));
            // keys repeat now and then, as partners' messages do
            record(event(entity, "settlement.row", "L15:" + random.nextInt(250), date, component(name, amount, "o")));
            if (index % 60 == 0) {
                periods().softClose(entity, YearMonth.from(date), ANNA);
            }
        }
        var rows = new ArrayList<FinanceEvent>();
        for (var index = 0; index < 250; index++) {
            rows.add(event(entity, "settlement.row", "L15:" + index, TODAY, component("fee.other", "1.23", "o")));
        }
        postAll(rows);

        assertThat(finance.trialBalance(entity)).as("seed %d", seed).isZero();
        checksHold();
    }

    private void checksHold() {
        for (var check : List.of("ledgerBalanced", "ledgerNumbersWithoutGaps", "documentsHaveJournal")) {
            var result = finance.check(check).check();
            assertThat(result.violations()).as(check).isEmpty();
            assertThat(result.checked()).isPositive();
        }
    }

    @Test
    void theChecksSeeWhatTheyAreFor() {
        assertThat(finance.check("everyEventPostedOrOwned").check().checked()).isNotNegative();
        assertThat(finance.check("ledgerBalanced"))
                .extracting(IntegrityCheck::id)
                .isEqualTo("ledger.balanced");
    }

    private static Ledger ledger() {
        return finance.get(Ledger.class);
    }

    private static Periods periods() {
        return finance.get(Periods.class);
    }

    private static List<Journal> journals(EntityCode entity) {
        return ledger().journals(filter(entity, null), 500, null).items();
    }

    private static JournalFilter filter(EntityCode entity, Journal.@Nullable State state) {
        return new JournalFilter(entity.value(), null, state, null, null, null, null, null, null);
    }

    private static void record(FinanceEvent event) {
        finance.get(FinanceEvents.class).record(event);
        finance.post();
    }

    private static FinanceEvents.BulkPosting postAll(List<FinanceEvent> events) {
        return finance.get(FinanceEvents.class)
                .postAll("settlement:" + events.getFirst().entity(), events.iterator());
    }

    private static void threshold(EntityCode entity, String kind, String amount) {
        finance.transaction()
                .executeWithoutResult(_ -> finance.get(ApprovalGovernance.class)
                        .propose(entity.value(), kind, Money.of(amount, "EUR"), true, ANNA));
    }

    private static ManualJournal manual(String key, EntityCode entity, LocalDate date, String debit, String credit) {
        return new ManualJournal(
                key, entity, date, EUR, "test", List.of(line("bank", debit, "0"), line("1110", "0", credit)));
    }

    private static ManualJournal.Line line(String account, String debit, String credit) {
        return new ManualJournal.Line(account, new BigDecimal(debit), new BigDecimal(credit), Dimensions.NONE);
    }

    private static String code(Throwable problem) {
        return ((ProblemException) problem).type().code();
    }

    private static void insertJournal(UUID id, EntityCode entity, String key, int lines) {
        finance.jdbc().sql("""
                        insert into finance.journal (id, entity, period, sequence, posted_on, business_date, event_type, event_key,
                            subject, document, rule_version, proposed_by, recorded_at, line_count)
                        values (?, ?, '2026-11', 999, date '2026-11-23', date '2026-11-23', 'attack', ?, 's', ?, '1', 'user:x', now(), ?)
                        """).params(id, entity.value(), key, id, lines).update();
    }

    private static void insertLines(UUID id, EntityCode entity, String debit, String credit) {
        finance.jdbc()
                .sql("""
                        insert into finance.journal_line (journal, number, entity, posted_on, account, account_key, debit, credit,
                            currency, functional_debit, functional_credit)
                        values (:id, 1, :entity, date '2026-11-23', '1', 'bank', :debit, 0, 'EUR', :debit, 0),
                               (:id, 2, :entity, date '2026-11-23', '2', 'bank', 0, :credit, 'EUR', 0, :credit)
                        """)
                .params(Map.of(
                        "id",
                        id,
                        "entity",
                        entity.value(),
                        "debit",
                        new BigDecimal(debit),
                        "credit",
                        new BigDecimal(credit)))
                .update();
    }
}
