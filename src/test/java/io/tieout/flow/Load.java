package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Partners that send orders and their shipments without end. Each sends a message again until it is accepted, as partners do,
 * and now and then once more.
 */
final class Load implements AutoCloseable {

    private static final int SENDERS = 4;
    private static final long PAUSE_MS = 60;
    private static final long RETRY_MS = 200;

    private final Hub hub;
    private final Papers papers;
    private final List<Retailer.Item> items;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final List<Thread> senders = new ArrayList<>();
    private final Retailer retailer;
    private volatile boolean going = true;

    Load(Hub hub, Retailer retailer, List<Retailer.Item> items) {
        this.hub = hub;
        this.retailer = retailer;
        this.items = items;
        papers = new Papers(retailer);
        for (var sender = 0; sender < SENDERS; sender++) {
            senders.add(Thread.ofVirtual().name("sender-" + sender).start(this::run));
        }
    }

    private void run() {
        while (going) {
            var number = next.incrementAndGet();
            var order = papers.shopOrder(number, "MwSt", items);
            var shipment = papers.shipment(retailer.shop, Integer.toString(number), "P" + number, items);
            // out of order now and then, and repeated
            for (var letter : number % 5 == 0 ? List.of(shipment, order) : List.of(order, shipment)) {
                sendUntilAccepted(letter);
                if (number % 7 == 0) {
                    sendUntilAccepted(letter);
                }
            }
            pause(PAUSE_MS);
        }
    }

    private void sendUntilAccepted(Letter letter) {
        for (; ; ) {
            try {
                var answer = send(letter);
                if (answer.status() == 202 || answer.status() == 200) {
                    var id = answer.body().path("messageId").asString();
                    var before =
                            accepted.putIfAbsent(letter.kind() + letter.body().hashCode(), id);
                    if (before != null && !before.equals(id)) {
                        refused.add("another id for the same message: " + before + " and " + id);
                    }
                    return;
                }
                if (answer.status() < 500 && answer.status() != 429) {
                    refused.add(answer.status() + " " + answer.text());
                    return;
                }
            } catch (IOException down) {
                // sent again, as everybody does whose message was not answered
            }
            pause(RETRY_MS);
        }
    }

    private Hub.Answer send(Letter letter) throws IOException {
        return hub.trySend(
                "POST",
                "/in/" + letter.connection() + "/" + letter.kind(),
                letter.contentType(),
                letter.headers(),
                letter.body());
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** How many orders were sent, each with one shipment; exact once closed. */
    int orders() {
        return next.get();
    }

    /** Ids of the messages that the hub has confirmed. */
    List<String> accepted() {
        return List.copyOf(accepted.values());
    }

    /** Sends what was begun to its end, and no more. */
    @Override
    public void close() {
        going = false;
        for (var sender : senders) {
            try {
                sender.join();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        }
        assertThat(refused).isEmpty();
    }
}
