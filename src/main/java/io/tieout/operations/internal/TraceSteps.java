package io.tieout.operations.internal;

import io.tieout.kernel.TraceStep;
import io.tieout.operations.Story;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The stored steps and the identifiers that lead to them. */
@Repository
public class TraceSteps {

    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    TraceSteps(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Stores steps and the names that lead to them in one statement, however many there are. */
    public void add(List<TraceStep> steps) {
        // Sorted, so that two transactions that store the same identifiers never wait for each other crosswise.
        var names = new TreeSet<Name>();
        for (var step : steps) {
            names.add(new Name(step.subject().value(), step.subject().value()));
            step.identifiers()
                    .forEach(identifier ->
                            names.add(new Name(identifier, step.subject().value())));
            if (step.message() != null) {
                names.add(new Name(step.message().toString(), step.subject().value()));
            }
        }
        jdbc.sql("""
                        with named as (
                            insert into operations.trace_identifier (identifier, subject)
                            select * from unnest(cast(:identifiers as text[]), cast(:named as text[]))
                            on conflict do nothing)
                        insert into operations.trace_step (at, what, done_by, subject, message_id, state, detail)
                        select s.at, s.what, s.done_by, s.subject, s.message_id, s.state, cast(s.detail as jsonb)
                          from unnest(cast(cast(:at as text[]) as timestamptz[]), cast(:what as text[]), cast(:by as text[]),
                                      cast(:subjects as text[]), cast(cast(:messages as text[]) as uuid[]),
                                      cast(:states as text[]), cast(:details as text[]))
                               with ordinality as s (at, what, done_by, subject, message_id, state, detail, place)
                         order by s.place
                        """)
                .param("identifiers", texts(names, Name::identifier))
                .param("named", texts(names, Name::subject))
                .param("at", texts(steps, step -> step.at().toString()))
                .param("what", texts(steps, TraceStep::what))
                .param("by", texts(steps, TraceStep::by))
                .param("subjects", texts(steps, step -> step.subject().value()))
                .param(
                        "messages",
                        texts(
                                steps,
                                step -> step.message() == null
                                        ? null
                                        : step.message().toString()))
                .param("states", texts(steps, step -> step.state().name()))
                .param("details", texts(steps, step -> json.writeValueAsString(step.detail())))
                .update();
    }

    private static <T> String[] texts(Collection<T> items, Function<T, @Nullable String> text) {
        return items.stream().map(text).toArray(String[]::new);
    }

    /** The subjects that are known under an identifier, most recently named last. */
    public List<String> subjectsOf(String identifier, int limit) {
        return jdbc.sql("select subject from operations.trace_identifier where identifier = ? order by subject limit ?")
                .params(identifier, limit)
                .query(String.class)
                .list();
    }

    /** Other subjects whose keys these subjects carry as identifiers. */
    public List<String> subjectsNamedBy(Collection<String> subjects, int limit) {
        if (subjects.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select distinct named.identifier
                        from operations.trace_identifier named
                        where named.subject = any (:subjects) and named.identifier <> named.subject
                          and exists (select 1 from operations.trace_identifier own
                                      where own.subject = named.identifier and own.identifier = named.identifier)
                        limit :limit
                        """)
                .param("subjects", subjects.toArray(String[]::new))
                .param("limit", limit)
                .query(String.class)
                .list();
    }

    /** The steps of these subjects, oldest first. */
    public List<Story.Step> ofSubjects(Collection<String> subjects, int limit) {
        if (subjects.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select at, what, done_by, message_id, subject, detail, state
                        from operations.trace_step where subject = any (:subjects)
                        order by at, id limit :limit
                        """)
                .param("subjects", subjects.toArray(String[]::new))
                .param("limit", limit)
                .query((row, _) -> new Story.Step(
                        row.getTimestamp("at").toInstant(),
                        row.getString("what"),
                        row.getString("done_by"),
                        row.getObject("message_id", UUID.class),
                        row.getString("subject"),
                        json.readValue(row.getString("detail"), DETAIL),
                        TraceStep.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT))))
                .list();
    }

    private record Name(String identifier, String subject) implements Comparable<Name> {
        @Override
        public int compareTo(Name other) {
            var byIdentifier = identifier.compareTo(other.identifier);
            return byIdentifier != 0 ? byIdentifier : subject.compareTo(other.subject);
        }
    }
}
