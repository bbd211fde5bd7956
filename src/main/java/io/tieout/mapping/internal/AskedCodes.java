package io.tieout.mapping.internal;

import io.tieout.mapping.MappingKind;
import io.tieout.mapping.UnmappedCode;
import io.tieout.mapping.spi.OwnCodes;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Remembers codes that were asked for in vain. Asking must not write, so they gather in memory and are written by a worker; at
 * a crash the last few seconds' are lost, which only coverage would notice, since what waits has a work item.
 */
@Component
public class AskedCodes {

    private static final int CODES_MAX = 10_000;
    private static final int LENGTH_MAX = 200;

    private final JdbcClient jdbc;
    private final ObjectProvider<OwnCodes> owners;
    private final Clock clock;
    private final ConcurrentMap<Code, Long> asked = new ConcurrentHashMap<>();

    AskedCodes(JdbcClient jdbc, ObjectProvider<OwnCodes> owners, Clock clock) {
        this.jdbc = jdbc;
        this.owners = owners;
        this.clock = clock;
    }

    private record Code(MappingKind kind, String partner, String code) {}

    public void add(MappingKind kind, String partner, String code) {
        if (asked.size() < CODES_MAX && code.length() <= LENGTH_MAX) {
            asked.merge(new Code(kind, partner, code), 1L, Long::sum);
        }
    }

    /** Writes what gathered. @return false: there is nothing more to do now */
    public boolean flush() {
        var codes = new ArrayList<Code>();
        var times = new ArrayList<String>();
        var gathered = List.copyOf(asked.keySet());
        var isOurs = ours(gathered, Code::kind, Code::code);
        for (var code : gathered) {
            var count = asked.remove(code);
            if (count != null && !isOurs.test(code)) {
                codes.add(code);
                times.add(count.toString());
            }
        }
        if (!codes.isEmpty()) {
            jdbc.sql("""
                            insert into mapping.asked_code as a (kind, partner, code, first_at, last_at, times)
                            select c.kind, c.partner, c.code, cast(:now as timestamptz), cast(:now as timestamptz), c.times
                              from unnest(cast(:kinds as text[]), cast(:partners as text[]), cast(:codes as text[]),
                                          cast(:times as bigint[])) as c (kind, partner, code, times)
                             order by 1, 2, 3
                            on conflict (kind, partner, code) do update
                               set last_at = excluded.last_at, times = a.times + excluded.times""")
                    .param("kinds", codes.stream().map(c -> c.kind().code()).toArray(String[]::new))
                    .param("partners", codes.stream().map(Code::partner).toArray(String[]::new))
                    .param("codes", codes.stream().map(Code::code).toArray(String[]::new))
                    .param("times", times.toArray(String[]::new))
                    .param("now", Timestamp.from(clock.instant()))
                    .update();
        }
        return false;
    }

    /** All that were ever asked in vain, whether mapped since or not; those left out that have become the hub's own since. */
    public List<UnmappedCode> all(@Nullable MappingKind kind) {
        var stored = stored(kind);
        return stored.stream()
                .filter(ours(stored, UnmappedCode::kind, UnmappedCode::code).negate())
                .toList();
    }

    /** Whether one of them is a code of the hub's own, which needs no mapping. */
    private <T> Predicate<T> ours(List<T> codes, Function<T, MappingKind> kind, Function<T, String> code) {
        var ours = new EnumMap<MappingKind, Set<String>>(MappingKind.class);
        owners.forEach(owner -> {
            var ofKind = codes.stream()
                    .filter(one -> kind.apply(one) == owner.kind())
                    .map(code)
                    .collect(Collectors.toSet());
            if (!ofKind.isEmpty()) {
                ours.put(owner.kind(), owner.among(ofKind));
            }
        });
        return one -> ours.getOrDefault(kind.apply(one), Set.of()).contains(code.apply(one));
    }

    private List<UnmappedCode> stored(@Nullable MappingKind kind) {
        return jdbc.sql("""
                        select * from mapping.asked_code where cast(:kind as text) is null or kind = :kind
                         order by kind, partner, code limit :rowsMax""")
                .param("kind", kind == null ? null : kind.code())
                .param("rowsMax", CODES_MAX)
                .query((row, _) -> new UnmappedCode(
                        MappingKind.ofCode(row.getString("kind")),
                        row.getString("partner"),
                        row.getString("code"),
                        row.getTimestamp("first_at").toInstant(),
                        row.getTimestamp("last_at").toInstant(),
                        row.getLong("times")))
                .list();
    }

    /** The partners that asked for a code in vain. */
    public Set<String> partners(MappingKind kind, Set<String> codes) {
        var partners = new TreeSet<>(jdbc.sql("""
                        select distinct partner from mapping.asked_code
                         where kind = :kind and code = any (cast(:codes as text[]))""")
                .param("kind", kind.code())
                .param("codes", codes.toArray(String[]::new))
                .query(String.class)
                .list());
        asked.keySet().stream()
                .filter(one -> one.kind() == kind && codes.contains(one.code()))
                .forEach(one -> partners.add(one.partner()));
        return partners;
    }
}
