package io.tieout.operations.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;

/** Posts orders and keeps, per order, when it was accepted and when its webhook came. */
final class OrderLoad {

    private static final long FIRST_ID = 910_000_000_000L;
    private static final int ORDERS_MAX = 2_000_000;
    private static final int CONNECTIONS_MAX = 64;
    private static final long SEED = 20_261_124L;

    private final URI door;
    private final int products;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Random random = new Random(SEED);
    private final AtomicLongArray acceptedAt = new AtomicLongArray(ORDERS_MAX);
    private final AtomicLongArray deliveredAt = new AtomicLongArray(ORDERS_MAX);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String failure = "";
    private volatile Samples acceptance = new Samples();
    private volatile Semaphore underWay = new Semaphore(CONNECTIONS_MAX);
    private volatile boolean closedLoop;

    OrderLoad(String hubUrl, int products) {
        this.door = URI.create(hubUrl + "/in/" + Shop.CONNECTION + "/order");
        this.products = products;
    }

    /** Told by the receiver. */
    void released(long id) {
        var index = (int) (id - FIRST_ID);
        if (deliveredAt.compareAndSet(index, 0, System.nanoTime())) {
            delivered.incrementAndGet();
            if (closedLoop) {
                underWay.release();
            }
        }
    }

    long sent() {
        return sent.get();
    }

    long accepted() {
        return accepted.get();
    }

    long delivered() {
        return delivered.get();
    }

    long failed() {
        return failed.get();
    }

    String failure() {
        return failure;
    }

    /** Accepted and not delivered yet. */
    long backlog() {
        return accepted.get() - delivered.get();
    }

    /** How long the hub took to accept, since the last {@link #steady} began. */
    Samples acceptance() {
        return acceptance;
    }

    /** Keeps so many orders under way for a time. @return delivered a second */
    double most(int seconds, int ordersUnderWay) throws InterruptedException {
        closedLoop = true;
        underWay = new Semaphore(ordersUnderWay);
        var before = delivered.get();
        var began = System.nanoTime();
        var end = began + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            if (underWay.tryAcquire(100, java.util.concurrent.TimeUnit.MILLISECONDS)) {
                post();
            }
        }
        closedLoop = false;
        return (delivered.get() - before) * 1e9 / (System.nanoTime() - began);
    }

    /** Sends at an even rate, whatever the hub does. @return the index of the first order of these */
    int steady(int seconds, double rate, Runnable everySecond) {
        acceptance = new Samples();
        var first = (int) sent.get();
        var began = System.nanoTime();
        var total = Math.round(seconds * rate);
        var nextSecond = began + 1_000_000_000L;
        for (var index = 0L; index < total; index++) {
            var due = began + (long) (index * 1e9 / rate);
            for (var now = System.nanoTime(); now < due; now = System.nanoTime()) {
                LockSupport.parkNanos(due - now);
            }
            if (System.nanoTime() >= nextSecond) {
                nextSecond += 1_000_000_000L;
                everySecond.run();
            }
            post();
        }
        return first;
    }

    private void post() {
        var index = (int) sent.getAndIncrement();
        var order = ShopOrder.made(FIRST_ID + index, products, random);
        var request = HttpRequest.newBuilder(door)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .header("X-Shopify-Topic", "orders/create")
                .header("X-Shopify-Shop-Domain", "bench.example")
                .header("X-Shopify-Webhook-Id", "bench-" + order.id())
                .header("X-Shopify-Hmac-Sha256", order.signature())
                .POST(HttpRequest.BodyPublishers.ofByteArray(order.body()))
                .build();
        Thread.ofVirtual().start(() -> send(index, request));
    }

    private void send(int index, HttpRequest request) {
        try {
            var began = System.nanoTime();
            var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 202) {
                acceptedAt.set(index, System.nanoTime());
                acceptance.addNanos(System.nanoTime() - began);
                accepted.incrementAndGet();
            } else {
                failed(answer.statusCode() + " " + answer.body());
            }
        } catch (IOException broken) {
            failed(String.valueOf(broken));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(String why) {
        failed.incrementAndGet();
        failure = why;
        if (closedLoop) {
            underWay.release();
        }
    }

    /** Waits until everything accepted was delivered. @return whether it was */
    boolean drain(Duration patience) {
        var end = System.nanoTime() + patience.toNanos();
        while (sent.get() > delivered.get() + failed.get() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000_000);
        }
        return sent.get() == delivered.get();
    }

    /** From accepted to delivered, of the orders from an index on. A webhook may be there before the answer to the post. */
    Samples latencies(int first) {
        var samples = new Samples();
        for (var index = first; index < sent.get(); index++) {
            if (acceptedAt.get(index) != 0 && deliveredAt.get(index) != 0) {
                samples.addNanos(Math.max(0, deliveredAt.get(index) - acceptedAt.get(index)));
            }
        }
        return samples;
    }
}
