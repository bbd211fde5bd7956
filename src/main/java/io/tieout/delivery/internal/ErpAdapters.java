package io.tieout.delivery.internal;

import io.tieout.delivery.spi.ErpAdapter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The adapters by name. */
@Component
public class ErpAdapters {

    private final Map<String, ErpAdapter> byName;

    ErpAdapters(List<ErpAdapter> adapters) {
        this.byName = adapters.stream().collect(Collectors.toMap(ErpAdapter::name, Function.identity()));
    }

    public Optional<ErpAdapter> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws IllegalStateException where a stored destination names an adapter that is no more */
    ErpAdapter of(Route route) {
        return named(route.destination().adapter())
                .orElseThrow(() -> new IllegalStateException(
                        "No adapter " + route.destination().adapter() + " for destination " + route.code()));
    }

    boolean handles(Route route, EventType type) {
        return named(route.destination().adapter())
                .map(ErpAdapter::types)
                .filter(types -> types.isEmpty() || types.contains(type.shortName()))
                .isPresent();
    }

    public boolean erp(Route route) {
        return named(route.destination().adapter()).filter(ErpAdapter::erp).isPresent();
    }

    public List<String> names() {
        return byName.keySet().stream().sorted().toList();
    }
}
