package io.tieout.channels.simulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one partner sends to the hub of itself, as reliably as partners do: twice, late, out of order, or not at all. */
public final class ToTheHub implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ToTheHub.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Faults faults;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulator-pushes").factory());
    private final List<Push> heldBack = new ArrayList<>();
    private final List<Push> sent = new ArrayList<>();

    ToTheHub(Faults faults) {
        this.faults = faults;
    }

    /** A message. @param status what the hub answered; 0 where it did not */
    public record Push(URI url, Map<String, String> headers, byte[] body, int status) {}

    /** Sends a message, unless a fault meets it; what was held back follows. @return the hub's answer; 0 for none (yet) */
    public int send(URI url, Map<String, String> headers, byte[] body) {
        var push = new Push(url, Map.copyOf(headers), body, 0);
        var fault = faults.take(url.getPath(), true);
        var status = fault.isEmpty() ? post(push) : withFault(fault.get(), push);
        if (fault.isEmpty() || fault.get().kind() != Fault.Kind.REORDERED) {
            release().forEach(this::post);
        }
        return status;
    }

    private int withFault(Fault fault, Push push) {
        return switch (fault.kind()) {
            case DUPLICATE -> {
                post(push);
                yield post(push);
            }
            case REORDERED -> {
                synchronized (heldBack) {
                    heldBack.add(push);
                }
                yield 0;
            }
            case LATE -> {
                later.schedule(() -> post(push), fault.duration().toMillis(), TimeUnit.MILLISECONDS);
                yield 0;
            }
            case MISSED -> 0;
            case THROTTLE, ERROR, ERRORS_WITHIN, SLOW, LOST_ANSWER, TRUNCATED, DOWN -> post(push);
        };
    }

    private List<Push> release() {
        synchronized (heldBack) {
            var all = List.copyOf(heldBack);
            heldBack.clear();
            return all;
        }
    }

    private int post(Push push) {
        var request = HttpRequest.newBuilder(push.url()).timeout(TIMEOUT).POST(BodyPublishers.ofByteArray(push.body()));
        push.headers().forEach(request::header);
        var status = exchange(request.build()).orElse(0);
        synchronized (sent) {
            sent.add(new Push(push.url(), push.headers(), push.body(), status));
        }
        return status;
    }

    private Optional<Integer> exchange(HttpRequest request) {
        try {
            return Optional.of(http.send(request, BodyHandlers.discarding()).statusCode());
        } catch (IOException down) {
            LOG.warn("The hub at {} did not answer: {}", request.uri(), down.toString());
            return Optional.empty();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** What was sent, oldest first. */
    public List<Push> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    /** The last that was sent. */
    public @Nullable Push last() {
        synchronized (sent) {
            return sent.isEmpty() ? null : sent.getLast();
        }
    }

    @Override
    public void close() {
        later.shutdownNow();
        http.close();
    }
}
