package io.tieout.delivery.internal;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.tieout.delivery.spi.Endpoint;
import io.tieout.delivery.spi.Outcome;
import io.tieout.delivery.spi.Outgoing;
import io.tieout.delivery.spi.Sent;
import io.tieout.kernel.Actor;
import io.tieout.kernel.Correlation;
import io.tieout.platform.BackgroundLoop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One destination's own worker, so that a slow or dead destination holds up nobody else. Its thread only talks to the
 * database; each message is sent on a virtual thread. Nothing it holds is needed after a crash.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final Duration POSTPONED_REST_MAX = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Turn turn;
    private final ErpAdapters adapters;
    private final DeliverySettings settings;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final BackgroundLoop loop;
    private final ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile Route route;
    private volatile Instant restUntil = Instant.MIN;

    Lane(Route route, Turn turn, ErpAdapters adapters, DeliverySettings settings, Clock clock) {
        this.route = route;
        this.turn = turn;
        this.adapters = adapters;
        this.settings = settings;
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                route.code(),
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(10)
                        .failureRateThreshold(80)
                        .waitDurationInOpenState(settings.breakerOpen())
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .build());
        this.loop = new BackgroundLoop("delivery-" + route.code(), settings.poll(), true, this::turn);
    }

    void start() {
        loop.start();
    }

    void wake() {
        loop.wake();
    }

    void use(Route newRoute) {
        if (newRoute.version() != route.version()) {
            breaker.reset();
            restUntil = Instant.MIN;
            route = newRoute;
            loop.wake();
        }
    }

    Route route() {
        return route;
    }

    /** Whether the breaker keeps it from sending, for readiness and screens. */
    boolean broken() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    /** Waits a little for what is under way, and concludes it. */
    void stop() {
        loop.stop();
        var deadline = System.nanoTime() + STOP_PATIENCE.toNanos();
        while (underWay.get() > results.size() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        var last = drained();
        if (!last.isEmpty()) {
            turn.take(route, last, 0);
        }
    }

    private boolean turn() {
        var began = System.nanoTime();
        var back = drained();
        var current = route;
        var permits = permits(current);
        if (back.isEmpty() && permits == 0) {
            return false;
        }
        List<Claimed> claimed;
        try {
            claimed = turn.take(current, back, permits);
        } catch (RuntimeException failure) {
            results.addAll(back);
            releasePermits(permits);
            throw failure;
        }
        underWay.addAndGet(claimed.size() - back.size());
        releasePermits(permits - claimed.size());
        claimed.forEach(
                message -> Thread.ofVirtual().name("send-" + message.id()).start(() -> send(current, message)));
        if (back.isEmpty() && claimed.isEmpty()) {
            return false;
        }
        gather(began);
        return !results.isEmpty() || claimed.size() == permits;
    }

    /** Lets a few results come together, because each turn costs a commit. */
    private void gather(long began) {
        var left = settings.cycle().toNanos() - (System.nanoTime() - began);
        if (left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private List<Result> drained() {
        var back = new ArrayList<Result>();
        for (var result = results.poll(); result != null; result = results.poll()) {
            back.add(result);
        }
        return back;
    }

    private int permits(Route current) {
        if (current.destination().paused() || clock.instant().isBefore(restUntil)) {
            return 0;
        }
        var free = current.setting("parallel", settings.parallel()) - underWay.get();
        int permits = 0;
        while (permits < free && breaker.tryAcquirePermission()) {
            permits++;
        }
        return permits;
    }

    private void releasePermits(int count) {
        for (int index = 0; index < count; index++) {
            breaker.releasePermission();
        }
    }

    private void send(Route current, Claimed message) {
        var at = clock.instant();
        var began = System.nanoTime();
        var correlation = Correlation.start(Actor.system("delivery"));
        try {
            correlation.run(() -> {
                var answer = attempt(current, message, at);
                var took = System.nanoTime() - began;
                learn(answer.outcome(), took);
                results.add(new Result(message, answer, clock.instant(), TimeUnit.NANOSECONDS.toMillis(took)));
            });
        } finally {
            loop.wake();
        }
    }

    private Sent attempt(Route current, Claimed message, Instant now) {
        try {
            var adapter = adapters.of(current);
            var timeout = Duration.ofMillis(
                    current.setting("timeoutMs", (int) settings.timeout().toMillis()));
            var endpoint = new Endpoint(
                    current.destination(), adapter.address(current.destination()), current.secrets(now), timeout);
            return adapter.send(
                    new Outgoing(message.id(), message.type(), message.key(), message.body(), message.answerLost()),
                    endpoint);
        } catch (RuntimeException defect) {
            LOG.error("The adapter of {} failed on message {}", current.code(), message.id(), defect);
            return new Sent(
                    new Outcome.Unknown(
                            "The adapter failed: " + defect.getClass().getSimpleName()),
                    null,
                    null);
        }
    }

    private void learn(Outcome outcome, long took) {
        switch (outcome) {
            case Outcome.Accepted _, Outcome.Refused _, Outcome.Gone _ -> breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            case Outcome.Retry retry -> {
                breaker.onError(took, TimeUnit.NANOSECONDS, new DestinationFailure(retry.reason()));
                var after = retry.after();
                if (after != null) {
                    restUntil = clock.instant().plus(min(after, settings.retryAfterMax()));
                }
            }
            case Outcome.Postponed postponed -> {
                breaker.releasePermission();
                // others of its kind would be postponed as well; those of other kinds wait a moment at most
                var rest = clock.instant().plus(min(postponed.after(), POSTPONED_REST_MAX));
                if (rest.isAfter(restUntil)) {
                    restUntil = rest;
                }
            }
            case Outcome.Unknown unknown ->
                breaker.onError(took, TimeUnit.NANOSECONDS, new DestinationFailure(unknown.reason()));
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** What the breaker is told; never thrown. */
    private static final class DestinationFailure extends Exception {
        DestinationFailure(String reason) {
            super(reason, null, false, false);
        }
    }
}
