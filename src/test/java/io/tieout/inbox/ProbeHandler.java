package io.tieout.inbox;

import io.tieout.inbox.spi.MessageHandler;
import io.tieout.kernel.BusinessKey;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Correlation;
import io.tieout.kernel.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.stereotype.Component;

/** Does what a message's text tells it to, for tests: {@code ok}, {@code fail}, {@code park KEY} and so on. */
@Component
class ProbeHandler implements MessageHandler {

    static final String ADAPTER = "probe";

    /** The texts handled with success, in that order, by connection. */
    final Map<String, List<String>> handled = new ConcurrentHashMap<>();

    final Map<String, Correlation> correlations = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    final Set<String> open = ConcurrentHashMap.newKeySet();

    @Override
    public boolean handles(String adapter, String kind) {
        return ADAPTER.equals(adapter);
    }

    @Override
    public Outcome handle(InboxMessage message, Raw raw) throws IOException {
        var text = read(raw);
        var words = text.split(" ");
        var connection = message.connection().value();
        switch (words[0]) {
            case "ignore" -> {
                return new Outcome.Ignored("of no interest");
            }
            case "park" -> {
                if (!open.contains(words[1])) {
                    return new Outcome.Parked(
                            CommonProblem.STATE_CONFLICT, words[1], "data-steward", "waits for " + words[1]);
                }
            }
            case "split" -> {
                return new Outcome.Split(taker -> {
                    for (var part : text.substring("split ".length()).split(", ")) {
                        taker.accept(new Part(null, null, null, "text/plain", part.getBytes(StandardCharsets.UTF_8)));
                    }
                });
            }
            case "park-late" -> {
                // what it waits for comes between the look and the parking, when nobody can see that it waits
                if (tries.computeIfAbsent(text, _ -> new AtomicInteger()).incrementAndGet() == 1) {
                    return new Outcome.Parked(
                            CommonProblem.STATE_CONFLICT, words[1], "data-steward", "waits for " + words[1]);
                }
            }
            case "fail" -> throw new ProblemException(CommonProblem.REQUEST_INVALID, "told to fail");
            case "boom" -> throw new IllegalStateException("told to break");
            case "deadlock" -> {
                if (tries.computeIfAbsent(text, _ -> new AtomicInteger()).incrementAndGet() < 3) {
                    throw new CannotAcquireLockException("told to be in the way");
                }
            }
            default -> {}
        }
        correlations.put(connection, Correlation.current());
        handled.computeIfAbsent(connection, _ -> new CopyOnWriteArrayList<>()).add(text);
        return new Outcome.Processed(
                Set.of(BusinessKey.of("probe:" + connection + ":" + (words[0].length() < 20 ? words[0] : "bytes"))));
    }

    private static String read(Raw raw) throws IOException {
        try (var in = raw.open()) {
            var head = in.readNBytes(4096);
            in.transferTo(java.io.OutputStream.nullOutputStream());
            return new String(head, StandardCharsets.UTF_8).strip();
        }
    }
}
