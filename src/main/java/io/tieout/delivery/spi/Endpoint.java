package io.tieout.delivery.spi;

import io.tieout.delivery.Destination;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where and how to send.
 *
 * @param url the destination's, with {@code self} resolved
 * @param secrets the newest first; a second one while a rotation lasts
 * @param timeout for one whole exchange
 */
public record Endpoint(Destination destination, URI url, List<String> secrets, Duration timeout) {

    public Endpoint {
        secrets = List.copyOf(secrets);
    }

    /** Never shows the secrets. */
    @Override
    public String toString() {
        return "Endpoint[" + destination.code() + " " + url + "]";
    }
}
