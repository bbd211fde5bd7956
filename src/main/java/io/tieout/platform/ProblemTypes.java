package io.tieout.platform;

import io.tieout.kernel.ProblemCatalogue;
import io.tieout.kernel.ProblemType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Service;

/** All problem types of all modules, by code: what the hub serves at {@code /api/v1/problems/{code}}. */
@Service
public class ProblemTypes {

    private final Map<String, ProblemType> byCode;

    ProblemTypes(List<ProblemCatalogue> catalogues) {
        var types = new TreeMap<String, ProblemType>();
        var twice = new LinkedHashMap<String, ProblemType>();
        for (var type : catalogues.stream()
                .flatMap(catalogue -> catalogue.types().stream())
                .toList()) {
            var other = types.putIfAbsent(type.code(), type);
            if (other != null && other != type) {
                twice.put(type.code(), type);
            }
        }
        if (!twice.isEmpty()) {
            throw new IllegalStateException("Problem codes are used twice: " + twice.keySet());
        }
        this.byCode = types;
    }

    public Optional<ProblemType> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /** All of them, by code. */
    public Collection<ProblemType> all() {
        return List.copyOf(byCode.values());
    }
}
