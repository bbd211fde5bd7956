package io.tieout.channels.amazon;

import io.tieout.catalog.Catalog;
import io.tieout.catalog.Location;
import io.tieout.channels.Connection;
import io.tieout.channels.amazon.AmazonRows.FulfilledBy;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.MessageId;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import io.tieout.orders.ConfirmShipment;
import io.tieout.orders.OrderDetails;
import io.tieout.orders.OrderState;
import io.tieout.orders.Orders;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Stock in Amazon's warehouses, which only Amazon ships and only its orders use (R52). Amazon is the authority on it: what it
 * has shipped was there, whatever the last snapshot said.
 */
@Component
class FbaPool {

    private final Orders orders;
    private final Inventory inventory;
    private final Catalog catalog;
    private final AmazonRows rows;
    private final Clock clock;

    FbaPool(Orders orders, Inventory inventory, Catalog catalog, AmazonRows rows, Clock clock) {
        this.orders = orders;
        this.inventory = inventory;
        this.catalog = catalog;
        this.rows = rows;
        this.clock = clock;
    }

    /** Remembers who fulfils the offers that the order was placed for. */
    void noteOffers(Connection connection, AmazonOrder order) {
        rows.offers(
                connection.code(),
                order.sellerSkus(),
                order.fulfilledByAmazon() ? FulfilledBy.AMAZON : FulfilledBy.MERCHANT,
                order.updatedAt());
    }

    /** @throws ProblemException where Amazon's stock would be used for other orders too */
    void keepApart(Connection connection, AmazonOrder order) {
        if (order.fulfilledByAmazon()) {
            apart(connection);
        }
    }

    /** The location of Amazon's warehouses. @throws ProblemException where there is none, or one that others use */
    LocationCode apart(Connection connection) {
        var code = AmazonSettings.fbaLocation(connection);
        if (code == null) {
            throw new ProblemException(
                    AmazonProblem.LOCATION_MISSING,
                    "The setting " + AmazonSettings.FBA_LOCATION + " names no location for Amazon's warehouses");
        }
        catalog.location(code).filter(FbaPool::fulfilsForOthers).ifPresent(location -> {
            throw new ProblemException(
                    AmazonProblem.FBA_LOCATION_SHARED,
                    "Location " + code + " is of type " + location.type()
                            + (location.fulfils() ? " and fulfils orders" : "")
                            + ", so that merchant-fulfilled orders would be sourced from Amazon's stock");
        });
        return code;
    }

    private static boolean fulfilsForOthers(Location location) {
        return switch (location.type()) {
            case WAREHOUSE, THIRD_PARTY -> true;
            case STORE, VIRTUAL -> location.fulfils();
        };
    }

    /**
     * Ships here what Amazon has shipped since it was last told.
     *
     * @return whether anything was
     */
    boolean follow(Connection connection, AmazonOrder order, MessageId message) {
        var shipped = order.shipped();
        var known = orders.find(connection.code(), order.id()).orElse(null);
        if (shipped.isEmpty() || known == null) {
            return false;
        }
        var fresh = new TreeMap<String, Quantity>();
        for (var line : known.lines()) {
            var more = shipped.getOrDefault(line.reference(), Quantity.ZERO).minus(line.shipped());
            var open = line.ordered().minus(line.shipped()).minus(line.cancelled());
            if (more.isPositive() && open.isPositive()) {
                fresh.put(line.reference(), more.compareTo(open) < 0 ? more : open);
            }
        }
        if (fresh.isEmpty()) {
            return false;
        }
        var location = Objects.requireNonNull(AmazonSettings.fbaLocation(connection));
        seenBySnapshot(connection, order, known, fresh, location, message);
        if (known.summary().state() == OrderState.HELD) {
            wasThere(connection, order, known, location, message);
            orders.retry(known.summary().id());
        }
        orders.ship(new ConfirmShipment(
                connection.code(),
                order.id(),
                "AFN-" + order.id() + "-" + order.updatedAt().toEpochMilli(),
                location,
                order.updatedAt(),
                null,
                null,
                fresh.entrySet().stream()
                        .map(one -> new ConfirmShipment.Line(one.getKey(), null, one.getValue()))
                        .toList(),
                message));
        return true;
    }

    /** What had left before Amazon's stock was last counted is out of that count already, and leaves here only now. */
    private void seenBySnapshot(
            Connection connection,
            AmazonOrder order,
            OrderDetails known,
            Map<String, Quantity> leaving,
            LocationCode location,
            MessageId message) {
        var skus = new TreeMap<Sku, Quantity>();
        for (var line : known.lines()) {
            skus.merge(line.sku(), leaving.getOrDefault(line.reference(), Quantity.ZERO), Quantity::plus);
        }
        skus.keySet().retainAll(rows.countedAfter(connection.code(), skus.keySet(), order.updatedAt()));
        adjust(connection, order, "fba-seen:", skus, location, message);
    }

    /** The books lag behind Amazon's: what an order lacks here and Amazon shipped is an adjustment. */
    private void wasThere(
            Connection connection, AmazonOrder order, OrderDetails known, LocationCode location, MessageId message) {
        var wanted = new TreeMap<Sku, Quantity>();
        known.lines()
                .forEach(line -> wanted.merge(
                        line.sku(), line.ordered().minus(line.shipped()).minus(line.cancelled()), Quantity::plus));
        var available = inventory.availableToPromise(wanted.keySet());
        wanted.replaceAll((sku, quantity) ->
                quantity.minus(available.getOrDefault(sku, Map.of()).getOrDefault(location, Quantity.ZERO)));
        adjust(connection, order, "fba-shipped:", wanted, location, message);
    }

    private void adjust(
            Connection connection,
            AmazonOrder order,
            String why,
            Map<Sku, Quantity> quantities,
            LocationCode location,
            MessageId message) {
        var movements = new ArrayList<StockMovement>();
        quantities.forEach((sku, quantity) -> {
            if (quantity.isPositive()) {
                movements.add(new StockMovement(
                        sku,
                        location,
                        StockMovement.Bucket.ON_HAND,
                        quantity,
                        StockMovement.Reason.ADJUSTMENT,
                        clock.instant(),
                        why + connection.code() + ":" + order.id() + ":"
                                + order.updatedAt().toEpochMilli(),
                        sku.value(),
                        message));
            }
        });
        if (!movements.isEmpty()) {
            inventory.move(List.copyOf(movements));
        }
    }
}
