package io.tieout.channels.internal;

import io.tieout.channels.spi.AdapterSource;
import io.tieout.channels.spi.ChannelAdapter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/**
 * Finds the adapter by name and kind: several adapters may share a name and serve different kinds. Those that are code go
 * before those that are declared.
 */
@Component
public class Adapters {

    private final List<ChannelAdapter> all;
    private final List<AdapterSource> sources;

    Adapters(List<ChannelAdapter> all, List<AdapterSource> sources) {
        this.all = List.copyOf(all);
        this.sources = List.copyOf(sources);
    }

    public Optional<ChannelAdapter> find(String name, String kind) {
        return all.stream()
                .filter(adapter ->
                        adapter.name().equals(name) && adapter.kinds().contains(kind))
                .findFirst()
                .or(() -> isCode(name)
                        ? Optional.empty()
                        : sources.stream()
                                .flatMap(source -> source.find(name, kind).stream())
                                .findFirst());
    }

    /** Whether an adapter of this name is part of the program. */
    public boolean isCode(String name) {
        return all.stream().anyMatch(adapter -> adapter.name().equals(name));
    }

    public Set<String> names() {
        var names = new TreeSet<String>();
        all.forEach(adapter -> names.add(adapter.name()));
        sources.forEach(source -> names.addAll(source.names()));
        return names;
    }

    public Set<String> kinds(String name) {
        var kinds = new TreeSet<String>();
        all.stream().filter(adapter -> adapter.name().equals(name)).forEach(adapter -> kinds.addAll(adapter.kinds()));
        if (kinds.isEmpty()) {
            sources.forEach(source -> kinds.addAll(source.kinds(name)));
        }
        return kinds;
    }
}
