package io.tieout.platform;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;

/** A listener of the running application under test that fails on the events it is told to. */
@Component
class FailingListener {

    private static final Set<String> REFUSED = ConcurrentHashMap.newKeySet();
    private static final Set<UUID> PARKED = ConcurrentHashMap.newKeySet();
    private static final Map<String, Integer> HEARD = new ConcurrentHashMap<>();

    record Happened(String name) {}

    static void refuse(String name) {
        REFUSED.add(name);
    }

    static void accept(String name) {
        REFUSED.remove(name);
    }

    static int heard(String name) {
        return HEARD.getOrDefault(name, 0);
    }

    static boolean parked(UUID id) {
        return PARKED.contains(id);
    }

    @ApplicationModuleListener(id = "platform.test-failing")
    void on(Happened event) {
        if (REFUSED.contains(event.name())) {
            throw new IllegalStateException("refused " + event.name());
        }
        HEARD.merge(event.name(), 1, Integer::sum);
    }

    @EventListener
    void on(EventParked event) {
        PARKED.add(event.id());
    }
}
