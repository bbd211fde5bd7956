package io.tieout.operations.demo;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How far the replay is. */
final class DemoProgress {

    private final AtomicInteger sent = new AtomicInteger();
    private volatile int of;
    private volatile State state = State.WAITING;
    private volatile @Nullable String failure;

    /** Where the replay stands. */
    enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    void expect(int messages) {
        of = messages;
        state = State.RUNNING;
    }

    void sent() {
        sent.incrementAndGet();
    }

    void done() {
        state = State.DONE;
    }

    void failed(String why) {
        failure = why;
        state = State.FAILED;
    }

    View view() {
        return new View(state.name().toLowerCase(java.util.Locale.ROOT), sent.get(), of, failure);
    }

    /** The API's form. */
    record View(String state, int sent, int of, @Nullable String failure) {}
}
