package io.tieout.mapping.internal;

import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.MappingFilter;
import io.tieout.mapping.MappingKind;
import io.tieout.mapping.MappingProblem;
import io.tieout.mapping.MappingSet;
import io.tieout.mapping.MappingSets;
import io.tieout.mapping.Mappings;
import io.tieout.mapping.ProposeMapping;
import io.tieout.mapping.Resolution;
import io.tieout.platform.spi.ConfigSection;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The section {@code mappings}. Governed: what differs from what is in force arrives as a submitted proposal of the caller, once.
 * Only a hub without business data takes it at once. Pruning proposes to withdraw what people mapped and the file does not say.
 */
@Component
class MappingsSection implements ConfigSection {

    private static final JsonNode SCHEMA = JsonMapper.shared()
            .readTree("""
            {"type":"array","items":{"type":"object","additionalProperties":false,
             "required":["kind","entries"],
             "properties":{
              "kind":{"enum":[%s]},
              "partner":{"type":"string","minLength":1,"maxLength":64},
              "validFrom":{"type":"string","format":"date","pattern":"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
              "entries":{"type":"object","minProperties":1,
               "additionalProperties":{"type":["string","null"],"minLength":1,"maxLength":200}}}}}""".formatted(Arrays.stream(MappingKind.values())
                    .map(kind -> "\"" + kind.code() + "\"")
                    .collect(Collectors.joining(","))));

    private final MappingSets sets;
    private final Mappings mappings;
    private final MappingRows rows;

    MappingsSection(MappingSets sets, Mappings mappings, MappingRows rows) {
        this.sets = sets;
        this.mappings = mappings;
        this.rows = rows;
    }

    private record Key(MappingKind kind, String partner, LocalDate validFrom) {}

    @Override
    public String name() {
        return "mappings";
    }

    @Override
    public int order() {
        return 70;
    }

    @Override
    public JsonNode schema() {
        return SCHEMA;
    }

    @Override
    public JsonNode read() {
        var section = JsonNodeFactory.instance.arrayNode();
        stated().forEach((key, values) -> {
            var entries = section.addObject()
                    .put("kind", key.kind().code())
                    .put("partner", key.partner())
                    .put("validFrom", key.validFrom().toString())
                    .putObject("entries");
            values.forEach(entries::put);
        });
        return section;
    }

    /** What people brought in force, by day; of one day the last word. */
    private Map<Key, SortedMap<String, @Nullable String>> stated() {
        Map<Key, SortedMap<String, @Nullable String>> stated = new LinkedHashMap<>();
        for (var set : rows.approvedByPeople()) {
            stated.computeIfAbsent(new Key(set.kind(), set.partner(), set.validFrom()), _ -> new TreeMap<>())
                    .putAll(set.entries());
        }
        return stated;
    }

    @Override
    public List<Change> apply(JsonNode value, boolean prune, Actor by) {
        var wanted = new LinkedHashMap<Key, SortedMap<String, @Nullable String>>();
        for (var i = 0; i < value.size(); i++) {
            var entry = value.get(i);
            var entries = wanted.computeIfAbsent(key(entry, "/" + i), _ -> new TreeMap<>());
            entry.path("entries")
                    .properties()
                    .forEach(one -> entries.put(
                            one.getKey(),
                            one.getValue().isNull() ? null : one.getValue().asString()));
        }
        if (prune) {
            addWithdrawals(wanted);
        }
        var changes = new ArrayList<Change>();
        var emptyHub = sets.isEmptyHub();
        wanted.forEach((key, entries) -> {
            entries.entrySet().removeIf(one -> isSo(key, one.getKey(), one.getValue()));
            if (!entries.isEmpty()) {
                var proposal = new ProposeMapping(
                        key.kind(), key.partner(), key.validFrom(), entries, "From the configuration file");
                changes.add(emptyHub ? bootstrap(proposal, by) : submit(proposal, by));
            }
        });
        return changes;
    }

    private void addWithdrawals(Map<Key, SortedMap<String, @Nullable String>> wanted) {
        stated().forEach((key, entries) -> {
            for (var entry : entries.entrySet()) {
                var said = wanted.entrySet().stream()
                        .anyMatch(one -> one.getKey().kind() == key.kind()
                                && one.getKey().partner().equals(key.partner())
                                && one.getValue().containsKey(entry.getKey()));
                if (!said && entry.getValue() != null) {
                    wanted.computeIfAbsent(key, _ -> new TreeMap<>()).put(entry.getKey(), null);
                }
            }
        });
    }

    private boolean isSo(Key key, String code, @Nullable String value) {
        var now = mappings.inForce(key.kind(), key.partner(), key.validFrom()).get(code);
        return Objects.equals(now == null ? null : now.value(), value)
                && (value == null || key.partner().equals(MappingSet.ANY_PARTNER) || isOwn(key, now));
    }

    /** A partner's entry that only says what the default says is still worth keeping: the default may change. */
    private boolean isOwn(Key key, Resolution.@Nullable Mapped now) {
        return now != null
                && rows.find(now.mappingSet())
                        .map(set -> set.partner().equals(key.partner()))
                        .orElse(false);
    }

    private Change bootstrap(ProposeMapping proposal, Actor by) {
        var set = sets.bootstrap(proposal, by);
        return new Change(Change.Kind.ADDED, name(proposal), "in force by set " + set.id() + ": no business data yet");
    }

    private Change submit(ProposeMapping proposal, Actor by) {
        var waiting = sets
                .list(new MappingFilter(proposal.kind(), proposal.partner(), MappingSet.State.SUBMITTED), 500, null)
                .items()
                .stream()
                .filter(set -> set.proposedBy().equals(by)
                        && set.validFrom().equals(proposal.validFrom())
                        && set.entries().equals(proposal.entries()))
                .findFirst();
        var set = waiting.orElseGet(() -> sets.submit(sets.propose(proposal, by).id(), by));
        return new Change(
                Change.Kind.SUBMITTED, name(proposal), "set " + set.id() + " waits for a second person's approval");
    }

    private static String name(ProposeMapping proposal) {
        return proposal.kind().code() + "/" + proposal.partner() + "/" + proposal.validFrom();
    }

    private static Key key(JsonNode entry, String pointer) {
        var date = entry.path("validFrom").asString("1970-01-01");
        try {
            return new Key(
                    MappingKind.ofCode(entry.path("kind").asString()),
                    entry.path("partner").asString(MappingSet.ANY_PARTNER),
                    LocalDate.parse(date));
        } catch (DateTimeParseException noDate) {
            throw new ProblemException(
                    MappingProblem.ENTRY_INVALID,
                    "There is no day " + date,
                    List.of(new ProblemException.Place(pointer + "/validFrom", "There is no day " + date)));
        }
    }
}
