package io.tieout.channels.simulator;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The faults that wait for one partner's requests and pushes, in the order in which they were asked for. */
final class Faults {

    private final InstantSource clock;
    private final List<Waiting> waiting = new ArrayList<>();

    Faults(InstantSource clock) {
        this.clock = clock;
    }

    private static final class Waiting {
        private final Fault fault;
        private final long untilMs;
        private int left;

        Waiting(Fault fault, long untilMs) {
            this.fault = fault;
            this.untilMs = untilMs;
            this.left = fault.times();
        }
    }

    synchronized void add(Fault fault) {
        waiting.add(new Waiting(fault, clock.millis() + fault.duration().toMillis()));
    }

    synchronized void clear() {
        waiting.clear();
    }

    /** The first that meets it, used up by that. */
    synchronized Optional<Fault> take(String path, boolean push) {
        waiting.removeIf(
                one -> one.fault.kind() == Fault.Kind.DOWN && one.fault.times() >= 0 && one.untilMs <= clock.millis());
        for (var one : waiting) {
            if (one.fault.kind().ofPushes() == push && path.startsWith(one.fault.path())) {
                if (one.fault.kind() != Fault.Kind.DOWN && one.left > 0) {
                    one.left--;
                    if (one.left == 0) {
                        waiting.remove(one);
                    }
                }
                return Optional.of(one.fault);
            }
        }
        return Optional.empty();
    }
}
