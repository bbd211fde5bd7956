package io.tieout.finance.internal;

import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.ProblemException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What finance's sections of the configuration file have in common. */
@Component
class SectionJson {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    SectionJson(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Governed kinds take force at once only while nothing was ever posted or waits to be. */
    boolean hubIsEmpty() {
        return jdbc.sql("""
                        select not exists (select 1 from finance.finance_event) and not exists (select 1 from finance.journal)
                            and not exists (select 1 from finance.journal_proposal)
                        """).query(Boolean.class).single();
    }

    static JsonNode schema(String text) {
        return JSON.readTree(text);
    }

    static @Nullable String optional(JsonNode entry, String field) {
        var value = entry.get(field);
        return value == null || value.isNull() ? null : value.asString();
    }

    /** @throws ProblemException {@code request.invalid} at the field, where it cannot be read */
    static <T> T read(JsonNode entry, int index, String field, Function<String, T> reader) {
        var value = optional(entry, field);
        var place = "/" + index + "/" + field;
        if (value == null) {
            throw refused(place, field + " is missing");
        }
        try {
            return reader.apply(value);
        } catch (RuntimeException malformed) {
            throw refused(place, value + " is not a valid " + field);
        }
    }

    static ProblemException refused(String place, String detail) {
        return new ProblemException(
                CommonProblem.REQUEST_INVALID, detail, List.of(new ProblemException.Place(place, detail)));
    }
}
