package io.tieout.mapping.internal;

import io.tieout.mapping.Resolution;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All that was ever approved for one kind and partner. Of several statements about a code the one with the latest day wins; of
 * one day a person's before the product's own, then the highest number.
 */
public final class MappingTable {

    /** One statement about one code. @param value null takes back what was said before */
    public record Statement(
            String code, @Nullable String value, LocalDate validFrom, boolean builtIn, int number, UUID mappingSet) {

        static final Comparator<Statement> WINNER_FIRST = Comparator.comparing(Statement::validFrom)
                .thenComparing(Statement::builtIn, Comparator.reverseOrder())
                .thenComparing(Statement::number)
                .reversed();
    }

    private final Map<String, List<Statement>> byCode = new HashMap<>();

    public MappingTable(List<Statement> statements) {
        for (var statement : statements) {
            byCode.computeIfAbsent(statement.code(), _ -> new ArrayList<>(1)).add(statement);
        }
        byCode.values().forEach(list -> list.sort(Statement.WINNER_FIRST));
    }

    /** What the code means on a day; empty where nothing was said or it was taken back. */
    public Optional<Resolution.Mapped> resolve(String code, LocalDate on) {
        for (var statement : byCode.getOrDefault(code, List.of())) {
            if (!statement.validFrom().isAfter(on)) {
                var value = statement.value();
                return value == null
                        ? Optional.empty()
                        : Optional.of(new Resolution.Mapped(value, statement.mappingSet(), statement.number()));
            }
        }
        return Optional.empty();
    }

    /** Hands over every code that means something on a day. */
    public void forEach(LocalDate on, BiConsumer<String, Resolution.Mapped> sink) {
        for (var code : byCode.keySet()) {
            resolve(code, on).ifPresent(mapped -> sink.accept(code, mapped));
        }
    }
}
