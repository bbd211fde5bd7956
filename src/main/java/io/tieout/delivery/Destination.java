package io.tieout.delivery;

import io.tieout.kernel.EntityCode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A receiver.
 *
 * @param adapter {@code webhook}, or an ERP adapter's name
 * @param events event types without the {@code io.tieout.} prefix and version, or {@code *}
 */
public record Destination(
        String code,
        String adapter,
        EntityCode entity,
        URI url,
        boolean allowInternal,
        List<String> events,
        Map<String, String> settings,
        boolean paused) {

    public Destination {
        events = List.copyOf(events);
        settings = Map.copyOf(settings);
    }
}
