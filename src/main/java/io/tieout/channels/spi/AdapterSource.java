package io.tieout.channels.spi;

import java.util.Optional;
import java.util.Set;

/** Adapters that come and go while the hub runs. Those that are code go first. */
public interface AdapterSource {

    Set<String> names();

    /** None where there is no such adapter. */
    Set<String> kinds(String name);

    Optional<ChannelAdapter> find(String name, String kind);
}
