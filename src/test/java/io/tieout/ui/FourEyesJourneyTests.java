package io.tieout.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tieout.access.People;
import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.finance.FinanceEvent;
import io.tieout.finance.Journal;
import io.tieout.finance.Ledger;
import io.tieout.finance.ManualJournal;
import io.tieout.inventory.Inventory;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Ids;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.orders.Shop;
import io.tieout.testing.IntegrationTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@IntegrationTest
class FourEyesJourneyTests {

    @Autowired
    People people;

    @Autowired
    MappingSets mappings;

    @Autowired
    Ledger ledger;

    @Autowired
    Catalog catalog;

    @Autowired
    Inventory inventory;

    @Autowired
    JdbcClient jdbc;

    @LocalServerPort
    int port;

    @Test
    void oneProposesAMappingAndAnotherApprovesIt() {
        var code = Visitor.unique("VAT");
        UUID id;
        try (var dora = Visitor.signedIn(port, people, Visitor.unique("dora"), Roles.DATA_STEWARD)) {
            dora.open("mappings");
            dora.press("Propose");
            dora.field("Partner's code").fill(code);
            dora.field("Means").fill("DE-VAT-S");
            dora.press("Save draft");
            dora.page.waitForURL("**/mappings/*");
            dora.press("Submit");
            dora.sees("You proposed it, so another person must approve.");
            assertThat(dora.page.locator("vaadin-button[disabled]").allInnerTexts())
                    .anyMatch(label -> label.contains("Approve"));
            dora.photograph("mapping-submitted");
            dora.isAccessible();
            id = UUID.fromString(dora.page.url().replaceAll(".*/", ""));
        }
        try (var emil = Visitor.signedIn(port, people, Visitor.unique("emil"), Roles.DATA_STEWARD)) {
            emil.open("mappings/" + id);
            emil.press("Approve");
            emil.sees("In force");
            emil.sees(code);
        }
        await().untilAsserted(() ->
                assertThat(mappings.find(id).orElseThrow().state()).isEqualTo(MappingSet.State.IN_FORCE));
        var set = mappings.find(id).orElseThrow();
        assertThat(set.kind()).isEqualTo(MappingKind.TAX_CODE);
        assertThat(set.decidedBy()).isNotEqualTo(set.proposedBy());
    }

    @Test
    void aLargeJournalIsPostedByASecondPerson() {
        var shop = new Shop(catalog, inventory);
        threshold(shop);
        var clara = Visitor.unique("clara");
        UUID id;
        try (var clerk = Visitor.signedIn(port, people, clara, Roles.FINANCE_CONTROLLER)) {
            id = ledger.postManual(journal(shop), new Actor(Actor.Kind.USER, clara))
                    .id();
            clerk.open("journals/" + id);
            clerk.sees("You proposed it, so another person must approve.");
        }
        try (var dirk = Visitor.signedIn(port, people, Visitor.unique("dirk"), Roles.FINANCE_CONTROLLER)) {
            dirk.open("journals?state=AWAITS_APPROVAL&entity=" + shop.entity);
            dirk.page.locator(".chip:has-text('Awaits approval')").first().waitFor();
            dirk.open("journals/" + id);
            dirk.photograph("journal-approval");
            dirk.press("Approve and post");
            dirk.sees("Correct by reversal");
        }
        assertThat(ledger.find(id).orElseThrow().state()).isEqualTo(Journal.State.POSTED);
    }

    private void threshold(Shop shop) {
        jdbc.sql("""
                        insert into finance.approval_threshold (id, entity, kind, amount, currency, state, proposed_by,
                                                                proposed_at, decided_by, decided_at)
                        values (?, ?, 'journal', 100, 'EUR', 'IN_FORCE', 'user:anna', now(), 'user:berta', now())
                        """).params(Ids.next(), shop.entity.value()).update();
    }

    private static ManualJournal journal(Shop shop) {
        var amount = new BigDecimal("250.00");
        return new ManualJournal(
                "journey-" + shop.id,
                shop.entity,
                LocalDate.of(2026, 11, 23),
                Shop.EUR,
                "Rent",
                List.of(
                        new ManualJournal.Line("fees.other", amount, BigDecimal.ZERO, FinanceEvent.Dimensions.NONE),
                        new ManualJournal.Line("bank", BigDecimal.ZERO, amount, FinanceEvent.Dimensions.NONE)));
    }
}
