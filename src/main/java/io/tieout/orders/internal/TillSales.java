package io.tieout.orders.internal;

import io.tieout.access.Roles;
import io.tieout.catalog.Catalog;
import io.tieout.exceptions.NewWorkItem;
import io.tieout.exceptions.NewWorkItem.Severity;
import io.tieout.exceptions.WorkItems;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.Money;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.Acceptance;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.PlaceOrder;
import io.tieout.orders.RecordSale;
import io.tieout.orders.events.SaleRecorded;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes what tills have sold: facts, which nobody can refuse but for arithmetic and unknown codes. */
@Component
public class TillSales {

    private final SalesOrders orders;
    private final Catalog catalog;
    private final Inventory inventory;
    private final WorkItems workItems;
    private final OrderStory story;
    private final ApplicationEventPublisher events;
    private final OrdersSettings settings;
    private final Clock clock;

    TillSales(
            SalesOrders orders,
            Catalog catalog,
            Inventory inventory,
            WorkItems workItems,
            OrderStory story,
            ApplicationEventPublisher events,
            OrdersSettings settings,
            Clock clock) {
        this.orders = orders;
        this.catalog = catalog;
        this.inventory = inventory;
        this.workItems = workItems;
        this.story = story;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    public Acceptance record(RecordSale sale) {
        OrderValidation.checkForm(sale, settings.linesMax());
        orders.lock(sale.connection(), sale.externalId());
        var known = orders.look(sale.connection(), sale.externalId()).order();
        if (known != null) {
            return again(known, sale);
        }
        if (catalog.location(sale.store()).isEmpty()) {
            throw new ProblemException(OrderProblem.LOCATION_UNKNOWN, "There is no location " + sale.store());
        }
        if (catalog.entity(sale.entity()).isEmpty()) {
            throw new ProblemException(OrderProblem.ENTITY_UNKNOWN, "There is no legal entity " + sale.entity());
        }
        var skus = sale.lines().stream().map(PlaceOrder.Line::sku).distinct().toList();
        OrderValidation.checkProducts(sale.lines(), catalog.products(skus));
        var order = sold(sale);
        orders.insert(order, Map.of(), sale.tenders());
        inventory.move(movements(sale));
        events.publishEvent(recorded(order, sale));
        story.done(
                order,
                "sale.recorded",
                List.of(),
                Map.of("store", sale.store().value(), "total", order.total().toString()));
        return new Acceptance.Recorded(order.id());
    }

    private Acceptance again(OrderId id, RecordSale sale) {
        var order = orders.lock(id).orElseThrow();
        if (order.till() == null || !order.total().equals(total(sale))) {
            workItems.raise(new NewWorkItem(
                    OrderProblem.SALE_RECEIPT_REUSED,
                    order.key(),
                    Roles.OPERATIONS,
                    Severity.HIGH,
                    "Receipt " + sale.externalId() + " of " + sale.connection() + " was recorded with " + order.total()
                            + " and came again with " + total(sale),
                    sale.message(),
                    Map.of("orderId", id.toString())));
        }
        return new Acceptance.AlreadyKnown(id);
    }

    private SalesOrder sold(RecordSale sale) {
        return new SalesOrder(
                OrderId.next(),
                sale.connection(),
                sale.externalId(),
                null,
                sale.entity(),
                OrderState.SOLD,
                sale.occurredAt().truncatedTo(ChronoUnit.MICROS),
                clock.instant(),
                null,
                total(sale),
                true,
                null,
                sale.store(),
                null,
                null,
                new SalesOrder.Till(sale.workstation(), sale.sequenceNumber(), sale.businessDate(), sale.rounding()),
                sale.message(),
                sale.lines().stream()
                        .map(line -> OrderLine.of(line).sold(sale.store()))
                        .toList(),
                List.of(),
                List.of(),
                false,
                List.of());
    }

    /** What the goods cost with tax; cash rounding is not part of it. */
    private static Money total(RecordSale sale) {
        var total = Money.zero(sale.currency());
        for (var line : sale.lines()) {
            total = total.plus(line.net());
            for (var tax : line.taxes()) {
                total = total.plus(tax.amount());
            }
        }
        return total;
    }

    private static List<StockMovement> movements(RecordSale sale) {
        return sale.lines().stream()
                .map(line -> new StockMovement(
                        line.sku(),
                        sale.store(),
                        StockMovement.Bucket.ON_HAND,
                        line.quantity().negated(),
                        StockMovement.Reason.SALE,
                        sale.occurredAt(),
                        "sale:" + sale.connection() + ":" + sale.externalId(),
                        line.reference(),
                        sale.message()))
                .toList();
    }

    private static SaleRecorded recorded(SalesOrder order, RecordSale sale) {
        return new SaleRecorded(
                order.id(),
                order.key(),
                sale.connection(),
                sale.externalId(),
                sale.entity(),
                sale.store(),
                sale.workstation(),
                sale.sequenceNumber(),
                sale.occurredAt(),
                sale.businessDate(),
                sale.lines(),
                sale.tenders(),
                sale.rounding(),
                sale.message());
    }
}
