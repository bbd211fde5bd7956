package io.tieout.channels.declarative;

import io.tieout.channels.internal.CanonicalCommands;
import io.tieout.channels.spi.AdapterSource;
import io.tieout.channels.spi.ChannelAdapter;
import io.tieout.platform.CacheRevision;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The definitions in force as adapters; a change is seen at once on this node and within a second on others. */
@Component
public class DeclaredAdapters implements AdapterSource {

    private final AdapterRows rows;
    private final Translation translation;
    private final CanonicalCommands commands;
    private final CacheRevision revision;
    private volatile @Nullable Map<String, ChannelAdapter> current;

    DeclaredAdapters(AdapterRows rows, Translation translation, CanonicalCommands commands, JdbcClient jdbc) {
        this.rows = rows;
        this.translation = translation;
        this.commands = commands;
        this.revision = new CacheRevision(jdbc, "channels.adapter_revision", () -> current = null);
    }

    public CacheRevision revision() {
        return revision;
    }

    @Override
    public Set<String> names() {
        return inForce().keySet();
    }

    @Override
    public Set<String> kinds(String name) {
        var adapter = inForce().get(name);
        return adapter == null ? Set.of() : adapter.kinds();
    }

    @Override
    public Optional<ChannelAdapter> find(String name, String kind) {
        return Optional.ofNullable(inForce().get(name))
                .filter(adapter -> adapter.kinds().contains(kind));
    }

    private Map<String, ChannelAdapter> inForce() {
        if (revision.raisedHere()) {
            return load();
        }
        var known = current;
        if (known == null) {
            known = load();
            current = known;
        }
        return known;
    }

    private Map<String, ChannelAdapter> load() {
        var adapters = new TreeMap<String, ChannelAdapter>();
        rows.inForce()
                .forEach(version ->
                        adapters.put(version.code(), new DeclaredAdapter(version.definition(), translation, commands)));
        return adapters;
    }
}
