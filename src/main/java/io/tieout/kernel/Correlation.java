package io.tieout.kernel;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * What the current work belongs to: the correlation id that a caller gave or we made, the inbound message that caused it,
 * and the actor on whose behalf it runs. Bound to the running thread's scope for the length of a request or a job.
 */
public record Correlation(String id, @Nullable MessageId cause, Actor actor) {

    private static final ScopedValue<Correlation> CURRENT = ScopedValue.newInstance();
    private static final int ID_LENGTH_MAX = 128;

    public Correlation {
        id = Texts.code("correlation id", id, ID_LENGTH_MAX);
    }

    public static Correlation start(Actor actor) {
        return new Correlation(Ids.next().toString(), null, actor);
    }

    /** The correlation of the running work; outside of any, a fresh one for the system itself. */
    public static Correlation current() {
        return CURRENT.isBound() ? CURRENT.get() : start(Actor.system("tieout"));
    }

    public Correlation causedBy(MessageId message) {
        return new Correlation(id, message, actor);
    }

    public <T> T call(Callable<T> work) throws Exception {
        return ScopedValue.where(CURRENT, this).call(work::call);
    }

    public void run(Runnable work) {
        ScopedValue.where(CURRENT, this).run(work);
    }
}
