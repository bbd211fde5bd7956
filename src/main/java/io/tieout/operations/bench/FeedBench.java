package io.tieout.operations.bench;

import io.tieout.channels.FeedState;
import io.tieout.channels.Feeds;
import io.tieout.delivery.events.PartnerMessageEnded;
import io.tieout.inventory.Inventory;
import io.tieout.inventory.StockMovement;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.ConnectionCode;
import io.tieout.kernel.LocationCode;
import io.tieout.kernel.Quantity;
import io.tieout.kernel.Sku;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Many changes of positions, told to a partner that takes five calls a second: how old the oldest figure gets. Beside it how
 * long the calls alone take that tell each changed SKU once.
 */
@Component
class FeedBench implements Bench {

    private static final int CHANGES = 100_000;
    private static final int PRODUCTS = 5_000;
    private static final int FIGURES_PER_CALL = 250;
    private static final int CALL_MS = 200;
    private static final int MOVEMENTS_AT_ONCE = 500;
    private static final double RATIO_AIM = 3;
    private static final ConnectionCode PARTNER = ConnectionCode.of("bench-partner");

    private final Shop shop;
    private final Inventory inventory;
    private final Feeds feeds;
    private final Database database;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;
    private final Clock clock;

    FeedBench(
            Shop shop,
            Inventory inventory,
            Feeds feeds,
            Database database,
            ApplicationEventPublisher events,
            TransactionTemplate transaction,
            Clock clock) {
        this.shop = shop;
        this.inventory = inventory;
        this.feeds = feeds;
        this.database = database;
        this.events = events;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "feed";
    }

    @Override
    public Figure measure(BenchSettings settings, Log log) throws Exception {
        shop.open(PRODUCTS);
        shop.apply(
                "connections: [{code: %s, adapter: %s, entity: DE01, settings: {feeds: availability, feedBatch: %d}}]"
                        .formatted(PARTNER, FeedPartner.NAME, FIGURES_PER_CALL));
        shop.stock(0, PRODUCTS, 1_000);
        drain();
        log.say("changing positions " + CHANGES + " times");
        var changed = new AtomicLong();
        var failure = new Exception[1];
        var began = System.nanoTime();
        var mover = Thread.ofPlatform().name("mover").start(() -> {
            try {
                move(changed);
            } catch (RuntimeException broken) {
                failure[0] = broken;
            }
        });
        var calls = 0L;
        var worst = 0L;
        var next = System.nanoTime();
        while (mover.isAlive() || stale()) {
            feeds.publishDue();
            worst = Math.max(worst, state().staleMs());
            calls += answer();
            next += CALL_MS * 1_000_000L;
            Thread.sleep(Math.max(0, (next - System.nanoTime()) / 1_000_000L));
        }
        mover.join();
        if (failure[0] != null) {
            throw failure[0];
        }
        var seconds = (System.nanoTime() - began) / 1e9;
        log.say("%d changes became %d calls in %.1f s; the oldest figure was %.1f s old"
                .formatted(changed.get(), calls, seconds, worst / 1e3));
        var ceiling = Math.ceil((double) PRODUCTS / FIGURES_PER_CALL) * CALL_MS / 1e3;
        var details = new LinkedHashMap<String, Object>();
        details.put("changes", changed.get());
        details.put("products", PRODUCTS);
        details.put("calls", calls);
        details.put("figures per call", FIGURES_PER_CALL);
        details.put("seconds", seconds);
        details.put("aimed ratio", RATIO_AIM);
        details.put("differing at the end", state().differing());
        return new Figure(
                worst / 1e3, "s stale", ceiling, RATIO_AIM * ceiling, true, state().differing() == 0, details);
    }

    private void move(AtomicLong changed) {
        var random = new Random(20_261_124);
        for (var from = 0; from < CHANGES; from += MOVEMENTS_AT_ONCE) {
            var movements = new ArrayList<StockMovement>();
            for (var at = from; at < from + MOVEMENTS_AT_ONCE; at++) {
                movements.add(new StockMovement(
                        Sku.of(Shop.sku(random.nextInt(PRODUCTS))),
                        LocationCode.of(Shop.WAREHOUSE),
                        StockMovement.Bucket.ON_HAND,
                        Quantity.of(1),
                        StockMovement.Reason.RECEIPT,
                        clock.instant(),
                        "feed-bench",
                        String.valueOf(at),
                        null));
            }
            transaction.executeWithoutResult(_ -> inventory.move(movements));
            changed.addAndGet(movements.size());
        }
    }

    private FeedState state() {
        return feeds.states(PARTNER).getFirst();
    }

    private boolean stale() {
        return state().staleSince() != null;
    }

    private void drain() {
        do {
            feeds.publishDue();
            answer();
        } while (feeds.states(PARTNER).isEmpty() || stale());
    }

    /** The partner takes what is under way. @return the calls that it took */
    private long answer() {
        var waiting = database.jdbc()
                .sql("select message from channels.feed_batch where state = 'WAITING'")
                .query(UUID.class)
                .list();
        waiting.forEach(message -> transaction.executeWithoutResult(_ -> events.publishEvent(new PartnerMessageEnded(
                message,
                "channel:" + PARTNER,
                "command.publish-availability",
                BusinessKey.of("feed:" + PARTNER),
                PartnerMessageEnded.End.DELIVERED,
                null,
                null,
                clock.instant()))));
        return waiting.size();
    }
}
