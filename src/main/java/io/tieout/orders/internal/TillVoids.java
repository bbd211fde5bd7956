package io.tieout.orders.internal;

import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.ProblemException;
import io.tieout.orders.OrderId;
import io.tieout.orders.OrderProblem;
import io.tieout.orders.OrderState;
import io.tieout.orders.VoidSale;
import io.tieout.orders.events.SaleVoided;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Takes tills' sales back as a whole: the goods are on the shelf again, and finance hears the opposite of the sale. */
@Component
public class TillVoids {

    private final SalesOrders orders;
    private final OrderReads reads;
    private final Inventory inventory;
    private final OrderStory story;
    private final ApplicationEventPublisher events;

    TillVoids(
            SalesOrders orders,
            OrderReads reads,
            Inventory inventory,
            OrderStory story,
            ApplicationEventPublisher events) {
        this.orders = orders;
        this.reads = reads;
        this.inventory = inventory;
        this.story = story;
        this.events = events;
    }

    public Optional<OrderId> take(VoidSale command) {
        // the same lock as the sale's own: who finds none here is seen to wait when the sale comes
        orders.lock(command.connection(), command.externalId());
        var known = orders.look(command.connection(), command.externalId()).order();
        if (known == null) {
            return Optional.empty();
        }
        var sale = orders.lock(known).orElseThrow();
        if (sale.state() != OrderState.VOIDED) {
            takeBack(sale, command);
        }
        return Optional.of(known);
    }

    private void takeBack(SalesOrder sale, VoidSale command) {
        if (sale.state() != OrderState.SOLD) {
            throw new ProblemException(
                    OrderProblem.VOID_NOT_A_SALE,
                    "Receipt " + command.voidedBy() + " voids " + sale.externalId() + ", which is " + sale.state());
        }
        if (sale.lines().stream().anyMatch(line -> line.returned().isPositive())) {
            throw new ProblemException(
                    OrderProblem.VOID_AFTER_RETURN,
                    "Receipt " + command.voidedBy() + " voids " + sale.externalId()
                            + ", of which goods have come back as a return");
        }
        var store = Objects.requireNonNull(sale.location());
        var till = Objects.requireNonNull(sale.till());
        orders.update(sale.voided());
        inventory.move(movements(sale, store, command));
        events.publishEvent(new SaleVoided(
                sale.id(),
                sale.key(),
                sale.connection(),
                sale.externalId(),
                command.voidedBy(),
                sale.entity(),
                store,
                command.occurredAt(),
                command.businessDate(),
                sale.lines().stream().map(OrderLine::ordered).toList(),
                reads.tenders(sale.id(), sale.total().currency()),
                till.rounding(),
                command.message()));
        story.done(
                sale,
                "sale.voided",
                List.of(command.voidedBy()),
                Map.of("voidedBy", command.voidedBy(), "total", sale.total().toString()));
    }

    private static List<StockMovement> movements(SalesOrder sale, LocationCode store, VoidSale command) {
        return sale.lines().stream()
                .map(line -> new StockMovement(
                        line.sku(),
                        store,
                        StockMovement.Bucket.ON_HAND,
                        line.ordered().quantity(),
                        StockMovement.Reason.SALE,
                        command.occurredAt(),
                        "sale-void:" + sale.connection() + ":" + sale.externalId(),
                        line.reference(),
                        command.message()))
                .toList();
    }
}
