package io.tieout.channels.internal;

import io.tieout.channels.spi.ChannelAdapter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Finds the adapter by name and kind: several adapters may share a name and serve different kinds. */
@Component
public class Adapters {

    private final List<ChannelAdapter> all;

    Adapters(List<ChannelAdapter> all) {
        this.all = List.copyOf(all);
    }

    public Optional<ChannelAdapter> find(String name, String kind) {
        return all.stream()
                .filter(adapter ->
                        adapter.name().equals(name) && adapter.kinds().contains(kind))
                .findFirst();
    }

    public Set<String> names() {
        var names = new TreeSet<String>();
        all.forEach(adapter -> names.add(adapter.name()));
        return names;
    }

    public Set<String> kinds(String name) {
        var kinds = new TreeSet<String>();
        all.stream().filter(adapter -> adapter.name().equals(name)).forEach(adapter -> kinds.addAll(adapter.kinds()));
        return kinds;
    }
}
