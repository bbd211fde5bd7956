package io.tieout.channels.amazon;

import io.tieout.channels.simulator.Fault;
import io.tieout.channels.simulator.Simulator;
import io.tieout.channels.simulator.amazon.AmazonAccount;
import io.tieout.channels.simulator.amazon.AmazonPlayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Amazon, played on a free port, and what it was asked. */
final class PlayedAmazon implements AutoCloseable {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(7);

    private final AmazonPlayer player = new AmazonPlayer();
    private final Simulator simulator = new Simulator(0, List.of(player));

    /** One call as it came. */
    record Call(String operation, String method, String path, Map<String, String> query, String body) {}

    String address() {
        return simulator.url("amazon");
    }

    AmazonAccount account() {
        return player.account();
    }

    void list(AmazonPlayer.Listing how) {
        player.list(how, 1);
    }

    /** @param path the beginning of the paths that fail */
    void fail(String path, Fault.Kind kind, int times) {
        var lasting = kind == Fault.Kind.SLOW ? Duration.ofMillis(200) : RETRY_AFTER;
        simulator.fault("amazon", Fault.of(kind).at(path).times(times).lasting(lasting));
    }

    void heal() {
        simulator.heal("amazon");
    }

    List<Call> calls() {
        return simulator.calls("amazon").stream()
                .map(Simulator.Call::request)
                .map(request -> new Call(
                        AmazonPlayer.operation(request),
                        request.method(),
                        request.path(),
                        request.query(),
                        request.text()))
                .toList();
    }

    List<Call> calls(String operation) {
        return calls().stream().filter(call -> call.operation.equals(operation)).toList();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
