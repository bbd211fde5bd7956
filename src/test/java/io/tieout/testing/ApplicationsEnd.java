package io.tieout.testing;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Ends the applications of a test run when its last test is over, while their database still answers: left to the JVM's
 * shutdown hooks, which know no order, their workers would wait for one that is gone.
 */
final class ApplicationsEnd implements BeforeAllCallback {

    private static final Queue<ConfigurableApplicationContext> STARTED = new ConcurrentLinkedQueue<>();

    static void started(ConfigurableApplicationContext context) {
        STARTED.add(context);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(Namespace.GLOBAL).computeIfAbsent(ApplicationsEnd.class, _ ->
                (AutoCloseable) () -> STARTED.forEach(ConfigurableApplicationContext::close));
    }
}
