package io.tieout.inbox.internal;

import io.tieout.kernel.MessageId;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Tells those who wait on this node that a message has ended. What other nodes end is seen by the waiter's slow poll. */
@Component
public class Signals {

    private final ConcurrentHashMap<MessageId, Bell> bells = new ConcurrentHashMap<>();

    public void ended(MessageId id) {
        var bell = bells.get(id);
        if (bell != null) {
            bell.permits.release(bell.waiting);
        }
    }

    public Waiting listen(MessageId id) {
        return new Waiting(id, bells.compute(id, (_, known) -> {
            var bell = known == null ? new Bell() : known;
            bell.waiting++;
            return bell;
        }));
    }

    private void leave(MessageId id) {
        bells.computeIfPresent(id, (_, bell) -> --bell.waiting == 0 ? null : bell);
    }

    private static final class Bell {
        private final Semaphore permits = new Semaphore(0);
        private volatile int waiting;
    }

    /** One waiter; listens from its making on, so that nothing is missed between looking and waiting. */
    public final class Waiting implements AutoCloseable {

        private final MessageId id;
        private final Bell bell;

        private Waiting(MessageId id, Bell bell) {
            this.id = id;
            this.bell = bell;
        }

        public void pause(Duration length) throws InterruptedException {
            bell.permits.tryAcquire(Math.max(1, length.toMillis()), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            leave(id);
        }
    }
}
