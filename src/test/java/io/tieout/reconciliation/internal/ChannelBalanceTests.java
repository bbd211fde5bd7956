package io.tieout.reconciliation.internal;

import static io.tieout.reconciliation.internal.TestBooks.EUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.LegalEntity;
import io.tieout.exceptions.spi.IntegrityCheck;
import io.tieout.exceptions.spi.IntegrityCheck.Violation;
import io.tieout.finance.FinanceEvent.Dimensions;
import io.tieout.finance.Ledger;
import io.tieout.finance.ManualJournal;
import io.tieout.kernel.Actor;
import io.tieout.kernel.EntityCode;
import io.tieout.reconciliation.SettlementFile;
import io.tieout.reconciliation.Settlements;
import io.tieout.reconciliation.internal.TestBooks.Draft;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The proof that channels hold nothing for us once their settlements are posted: it finds what is wrong, and only that. */
@IntegrationTest
class ChannelBalanceTests {

    private static final Actor CLERK = Actor.client("channel-balance-tests");

    @Autowired
    Settlements settlements;

    @Autowired
    Ledger ledger;

    @Autowired
    Catalog catalog;

    @Autowired
    List<IntegrityCheck> checks;

    private final String id = UUID.randomUUID().toString().substring(0, 8);
    private final EntityCode entity = EntityCode.of("B" + id);
    private final String one = "one-" + id;
    private final String two = "two-" + id;

    @BeforeEach
    void settle() {
        catalog.save(new LegalEntity(entity, "Channel balances", "DE", EUR, TestBooks.ZONE));
        for (var channel : List.of(one, two)) {
            var draft = new Draft(channel, channel + "-1")
                    .row("Order/ItemPrice/Principal", "B-1", "i1", "100.00")
                    .row("Order/ItemFees/Commission", "B-1", "i1", "-15.00")
                    .row("other-transaction/other-transaction/Current Reserve Amount", null, null, "-20.00");
            settlements.take(ours(draft.file()), draft.lines().iterator());
        }
    }

    /** The same settlement in this test's own books. */
    private SettlementFile ours(SettlementFile file) {
        return new SettlementFile(
                file.connection(),
                entity,
                file.kind(),
                file.externalId(),
                file.periodStart(),
                file.periodEnd(),
                file.depositDate(),
                file.deposit(),
                file.zone(),
                file.message());
    }

    private List<Violation> violations() {
        var check = checks.stream()
                .filter(candidate -> candidate.id().equals("clearing.channel-balance-zero"))
                .findFirst()
                .orElseThrow();
        var result = check.check();
        assertThat(result.checked()).isPositive();
        return result.violations().stream()
                .filter(violation -> violation.subject().startsWith(entity + " "))
                .toList();
    }

    private UUID journal(String debitChannel, String creditChannel, String amount) {
        var sum = new BigDecimal(amount);
        return ledger.postManual(
                        new ManualJournal(
                                UUID.randomUUID().toString(),
                                entity,
                                LocalDate.of(2026, 7, 2),
                                EUR,
                                "violates the proof on purpose",
                                List.of(
                                        new ManualJournal.Line(
                                                "channel.balance",
                                                sum,
                                                BigDecimal.ZERO,
                                                Dimensions.channel(debitChannel)),
                                        creditChannel.isEmpty()
                                                ? new ManualJournal.Line(
                                                        "suspense", BigDecimal.ZERO, sum, Dimensions.NONE)
                                                : new ManualJournal.Line(
                                                        "channel.balance",
                                                        BigDecimal.ZERO,
                                                        sum,
                                                        Dimensions.channel(creditChannel)))),
                        CLERK)
                .id();
    }

    @Test
    void postedSettlementsLeaveNothing() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void whatAChannelStillHoldsIsNamedWithItsAmount() {
        var wrong = journal(one, "", "12.34");

        assertThat(violations()).containsExactly(new Violation(entity + " " + one, "0", "12.34"));

        ledger.reverse(wrong, "the test is over", CLERK);
        assertThat(violations()).isEmpty();
    }

    @Test
    void channelsDoNotMakeUpForEachOther() {
        var wrong = journal(one, two, "5.00");

        assertThat(violations())
                .containsExactlyInAnyOrder(
                        new Violation(entity + " " + one, "0", "5.00"),
                        new Violation(entity + " " + two, "0", "-5.00"));

        ledger.reverse(wrong, "the test is over", CLERK);
        assertThat(violations()).isEmpty();
    }
}
