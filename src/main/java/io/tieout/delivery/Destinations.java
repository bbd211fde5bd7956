package io.tieout.delivery;

import io.tieout.kernel.Actor;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where things are delivered to. */
public class Destinations {

    public List<Destination> list() {
        throw new UnsupportedOperationException();
    }

    public Optional<Destination> find(String code) {
        throw new UnsupportedOperationException();
    }

    /** @throws io.tieout.kernel.ProblemException {@code destination.address-refused} */
    public void save(Destination destination, Optional<String> secret, Actor by) {
        throw new UnsupportedOperationException();
    }

    public void pause(String code, Actor by) {
        throw new UnsupportedOperationException();
    }

    public void resume(String code, Actor by) {
        throw new UnsupportedOperationException();
    }

    /** Sends a test message at once. @return the delivery's id */
    public UUID test(String code, Actor by) {
        throw new UnsupportedOperationException();
    }
}
