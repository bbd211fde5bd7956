package io.tieout.finance.internal;

import static io.tieout.finance.internal.FinanceHarness.TODAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.finance.Document;
import io.tieout.finance.Documents;
import io.tieout.finance.events.CreditMemoTriggered;
import io.tieout.finance.events.InvoiceTriggered;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.EntityCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Money;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import io.tieout.mapping.MappingProblem;
import io.tieout.mapping.events.MappingTookForce;
import io.tieout.orders.OrderId;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.events.SaleRecorded;
import io.tieout.orders.events.ShipmentConfirmed;
import io.tieout.returns.ReturnDecision;
import io.tieout.returns.ReturnId;
import io.tieout.returns.events.ReturnDecided;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** From what operations tell to the books, through the queue. */
class OperationalEventsTests {

    private static final Instant AT = Instant.parse("2026-11-23T09:00:00Z");
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
    void aShipmentMakesJournalAndInvoiceTogetherAndTheSameAgainNothing() {
        var entity = EntityCode.of("O01");
        var shipment = shipment(entity, "1001", "DE MwSt 19%");
        finance.publish(shipment);
        finance.publish(shipment);
        finance.post();

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "channel.receivable", "24.75",
                        "sales.revenue", "-16.80",
                        "shipping.revenue", "-4.00",
                        "tax.payable", "-3.95"));
        var invoice = finance.published(InvoiceTriggered.class).stream()
                .filter(document -> document.entity().equals(entity))
                .toList();
        assertThat(invoice).hasSize(1);
        assertThat(invoice.getFirst().total()).isEqualTo(Money.of("24.75", "EUR"));
        assertThat(invoice.getFirst().lines())
                .extracting(InvoiceTriggered.Line::taxCode)
                .containsExactly("DE19", "DE19");
        assertThat(finance.published(TraceStep.class))
                .filteredOn(step -> step.subject().equals(shipment.key()))
                .extracting(TraceStep::what)
                .containsExactlyInAnyOrder("invoice.triggered", "journal.posted");
        var documents = finance.get(Documents.class);
        var id = invoice.getFirst().document();
        documents.refused(id, "erp", "closed");
        documents.accepted(id, "erp", "INV-1");
        documents.refused(id, "erp", "late answer");
        assertThat(documents.find(id)).get().satisfies(document -> {
            assertThat(document.erpState()).isEqualTo(Document.ErpState.ACCEPTED);
            assertThat(document.erpNumber()).isEqualTo("INV-1");
            assertThat(document.kind()).isEqualTo(Document.Kind.INVOICE);
        });
    }

    @Test
    void anUnmappedTaxParksJournalAndInvoiceUntilTheMappingIsInForce() {
        var entity = EntityCode.of("O02");
        finance.publish(shipment(entity, "1002", "Glücksteuer 13%"));
        finance.post();

        assertThat(finance.balances(entity)).isEmpty();
        assertThat(finance.published(InvoiceTriggered.class))
                .noneMatch(document -> document.entity().equals(entity));
        assertThat(finance.raised)
                .filteredOn(item -> item.problem() == MappingProblem.CODE_UNMAPPED)
                .anyMatch(item -> item.subject().value().equals("mapping:tax-code:shop:Glücksteuer 13%"));

        finance.taxCodes.put("Glücksteuer 13%", "X13");
        finance.publish(new MappingTookForce(
                UUID.randomUUID(), "tax-code", "shop", Set.of("mapping:tax-code:shop:Glücksteuer 13%")));
        finance.post();
        assertThat(finance.balances(entity)).containsEntry("tax.payable", "-3.95");
        assertThat(finance.published(InvoiceTriggered.class))
                .anyMatch(document -> document.entity().equals(entity));
    }

    @Test
    void S27_aSaleEmptiesTheTillClearingAndRoundingHasItsOwnAccount() {
        var entity = EntityCode.of("O03");
        finance.publish(new SaleRecorded(
                new OrderId(UUID.randomUUID()),
                BusinessKey.of("order:tills:r-1"),
                ConnectionCode.of("tills"),
                "r-1",
                entity,
                LocationCode.of("S001"),
                "1",
                1,
                AT,
                TODAY,
                List.of(new PlaceOrder.Line(
                        "1",
                        Sku.of("A-1"),
                        "A-1",
                        "Pen",
                        Quantity.of(1),
                        eur("10.00"),
                        eur("0"),
                        List.of(new PlaceOrder.Tax("DE MwSt 19%", eur("1.92"), false)))),
                List.of(
                        new PlaceOrder.Tender("Cash", eur("6.90"), null),
                        new PlaceOrder.Tender("Card", eur("5.00"), null)),
                eur("-0.02"),
                null));
        finance.post();

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "tender.cash", "6.90",
                        "tender.card", "5.00",
                        "cash-rounding", "0.02",
                        "sales.revenue", "-10.00",
                        "tax.payable", "-1.92"));
    }

    @Test
    void aReturnPaidByTheTillAndOneByTheChannelMakeCreditMemos() {
        var entity = EntityCode.of("O04");
        finance.publish(decided(entity, "ret-1", ReturnDecision.Payer.TILL));
        finance.publish(decided(entity, "ret-2", ReturnDecision.Payer.CHANNEL));
        finance.post();

        assertThat(finance.balances(entity))
                .isEqualTo(Map.of(
                        "sales.returns", "20.00",
                        "tax.payable", "3.80",
                        "tender.cash", "-11.90",
                        "channel.receivable", "-11.90"));
        assertThat(finance.published(CreditMemoTriggered.class))
                .filteredOn(memo -> memo.entity().equals(entity))
                .extracting(CreditMemoTriggered::total)
                .containsExactly(eur("11.90"), eur("11.90"));
    }

    @Test
    void S21_aShipmentOfZeroMakesItsInvoiceAndNoJournal() {
        var entity = EntityCode.of("O05");
        var free = shipment(entity, "1005", "DE MwSt 19%");
        finance.publish(new ShipmentConfirmed(
                free.shipment(),
                free.shipmentExternalId(),
                free.order(),
                free.key(),
                free.connection(),
                free.orderExternalId(),
                entity,
                free.location(),
                AT,
                TODAY,
                null,
                null,
                true,
                List.of(new ShipmentConfirmed.Line(
                        "1", Sku.of("A-1"), "A-1", Quantity.of(1), eur("0"), eur("16.80"), List.of())),
                List.of(),
                null));
        finance.post();

        assertThat(finance.balances(entity)).isEmpty();
        assertThat(finance.published(InvoiceTriggered.class))
                .anyMatch(document -> document.entity().equals(entity));
        assertThat(finance.check("documentsHaveJournal").check().violations()).isEmpty();
    }

    private static ShipmentConfirmed shipment(EntityCode entity, String order, String tax) {
        return new ShipmentConfirmed(
                UUID.randomUUID(),
                "s-" + order,
                new OrderId(UUID.randomUUID()),
                BusinessKey.of("order:shop:" + order),
                ConnectionCode.of("shop"),
                order,
                entity,
                LocationCode.of("WH1"),
                AT,
                TODAY,
                null,
                null,
                true,
                List.of(new ShipmentConfirmed.Line(
                        "1",
                        Sku.of("A-1"),
                        "A-1",
                        Quantity.of(2),
                        eur("16.80"),
                        eur("0"),
                        List.of(new PlaceOrder.Tax(tax, eur("3.19"), false)))),
                List.of(new ShipmentConfirmed.Charge(
                        "shipping", eur("4.00"), List.of(new PlaceOrder.Tax(tax, eur("0.76"), false)))),
                null);
    }

    private static ReturnDecided decided(EntityCode entity, String id, ReturnDecision.Payer payer) {
        return new ReturnDecided(
                new ReturnId(UUID.randomUUID()),
                BusinessKey.of("return:tills:" + id),
                ConnectionCode.of("tills"),
                id,
                ConnectionCode.of("shop"),
                null,
                "1001",
                entity,
                LocationCode.of("S001"),
                TODAY,
                AT,
                payer,
                List.of(new ReturnDecided.Line(
                        "1",
                        Sku.of("A-1"),
                        Quantity.of(1),
                        eur("10.00"),
                        List.of(new PlaceOrder.Tax("DE MwSt 19%", eur("1.90"), false)))),
                payer == ReturnDecision.Payer.TILL
                        ? List.of(new PlaceOrder.Tender("Cash", eur("11.90"), null))
                        : List.of(),
                null);
    }

    private static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }
}
