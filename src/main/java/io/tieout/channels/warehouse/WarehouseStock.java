package io.tieout.channels.warehouse;

import io.tieout.catalog.Catalog;
import io.tieout.channels.Connection;
import io.tieout.inbox.InboxMessage;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockCount;
import io.tieout.inventory.StockMovement;
import io.tieout.inventory.StockMovement.Bucket;
import io.tieout.inventory.StockMovement.Reason;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.kernel.TraceStep;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Books what a warehouse says of its stock, whatever format it says it in. */
@Component
class WarehouseStock {

    private final Inventory inventory;
    private final Catalog catalog;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WarehouseStock(Inventory inventory, Catalog catalog, ApplicationEventPublisher events, Clock clock) {
        this.inventory = inventory;
        this.catalog = catalog;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @param quantity signed for an adjustment
     * @param held whether the goods may not be sold as they are
     */
    record Line(String number, Sku sku, BigDecimal quantity, boolean held, String reason) {}

    /** Goods came in, or stock was put right. Idempotent by the warehouse's own number. */
    Set<BusinessKey> move(
            Connection connection,
            InboxMessage message,
            boolean receipt,
            String number,
            LocationCode location,
            Instant at,
            List<Line> lines) {
        var kind = receipt ? "receipt" : "adjustment";
        var source = kind + ":" + connection.code() + ":" + number;
        var movements = new ArrayList<StockMovement>();
        var subjects = new LinkedHashSet<BusinessKey>();
        subjects.add(BusinessKey.of(source));
        for (var line : lines) {
            movements.add(new StockMovement(
                    line.sku,
                    location,
                    line.held ? Bucket.QUALITY_HOLD : Bucket.ON_HAND,
                    new Quantity(line.quantity),
                    receipt ? Reason.RECEIPT : Reason.ADJUSTMENT,
                    at,
                    source,
                    line.number,
                    message.id()));
            subjects.add(BusinessKey.of("position:" + line.sku + "@" + location));
        }
        inventory.move(movements);
        tell(
                connection,
                message,
                "warehouse." + kind,
                BusinessKey.of(source),
                number,
                location,
                lines.stream()
                        .map(Line::reason)
                        .filter(reason -> !reason.isEmpty())
                        .distinct()
                        .toList());
        return subjects;
    }

    /** All that is there of these articles at an instant. */
    Set<BusinessKey> snapshot(
            Connection connection,
            InboxMessage message,
            String number,
            LocationCode location,
            Instant at,
            List<Line> lines) {
        var source = "snapshot:" + connection.code() + ":" + number;
        var subjects = new LinkedHashSet<BusinessKey>();
        subjects.add(BusinessKey.of(source));
        for (var line : lines) {
            inventory.count(new StockCount(line.sku, location, new Quantity(line.quantity), at, source, message.id()));
            subjects.add(BusinessKey.of("position:" + line.sku + "@" + location));
        }
        tell(connection, message, "warehouse.snapshot", BusinessKey.of(source), number, location, List.of());
        return subjects;
    }

    private void tell(
            Connection connection,
            InboxMessage message,
            String what,
            BusinessKey subject,
            String number,
            LocationCode location,
            List<String> reasons) {
        events.publishEvent(new TraceStep(
                clock.instant(),
                what,
                connection.code().value(),
                subject,
                Set.copyOf(List.of(number, location.value())),
                message.id(),
                TraceStep.State.DONE,
                reasons.isEmpty() ? Map.of() : Map.of("reasons", String.join(", ", reasons))));
    }

    /** The first of a partner's words for an article that we know: SKU or bar code. */
    Sku known(List<Sku> candidates) {
        var products = catalog.products(candidates);
        return candidates.stream()
                .filter(products::containsKey)
                .findFirst()
                .or(() -> candidates.stream()
                        .flatMap(candidate -> catalog.products(candidate.value(), 10, null).items().stream()
                                .filter(product -> candidate.value().equals(product.gtin()))
                                .map(io.tieout.catalog.Product::sku))
                        .findFirst())
                .orElse(candidates.getFirst());
    }
}
