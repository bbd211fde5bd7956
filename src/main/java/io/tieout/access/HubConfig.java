package io.tieout.access;

import io.tieout.access.internal.ConfigDocument;
import io.tieout.access.internal.ConfigSchema;
import io.tieout.kernel.Actor;
import io.tieout.kernel.ProblemException;
import io.tieout.kernel.ProblemException.Place;
import io.tieout.platform.spi.ConfigSection;
import io.tieout.platform.spi.ConfigSection.Change;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The hub's whole configuration as one file, made of the sections that the modules own. */
@Service
public class HubConfig {

    /** One application at a time, so that what a dry run showed is what the next run finds. */
    private static final long LOCK = 0x7469656f75744346L;

    private final ObjectProvider<ConfigSection> sections;
    private final ConfigSchema schemas;
    private final Audit audit;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final JsonMapper json;

    HubConfig(
            ObjectProvider<ConfigSection> sections,
            ConfigSchema schemas,
            Audit audit,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            JsonMapper json) {
        this.sections = sections;
        this.schemas = schemas;
        this.audit = audit;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.json = json;
    }

    /** How the file is written. JSON is read as such, for its stricter rules. */
    public enum Format {
        YAML,
        JSON
    }

    /**
     * What an application did, or would do.
     *
     * @param sections changes by section, of the sections that the file names
     * @param waiting what is submitted and takes force only when a second person approves it
     */
    public record Applied(boolean dryRun, Map<String, List<Change>> sections, List<Waiting> waiting) {}

    /** One proposal that waits for a second person. */
    public record Waiting(String section, String key, String detail) {}

    /** The JSON schema (2020-12) of the whole file. */
    public JsonNode schema() {
        return schemas.of(inOrder());
    }

    /** The configuration as it stands, secrets as references: a valid input of {@link #apply}. */
    @Transactional(readOnly = true)
    public JsonNode read() {
        var whole = json.createObjectNode();
        for (var section : inOrder()) {
            whole.set(section.name(), section.read());
        }
        return whole;
    }

    /**
     * Makes the hub be as the file says: all of it or, where anything is refused, nothing. Sections that the file does not
     * name are left alone, and so are entries, unless {@code prune}. A dry run does the same and takes it back.
     *
     * @throws ProblemException {@code request.unreadable} or {@code config.invalid} with places, or what a section refuses
     */
    public Applied apply(byte[] file, Format format, boolean dryRun, boolean prune, Actor by) {
        var document = ConfigDocument.read(file, format, json);
        var known = inOrder();
        schemas.demandValid(document, known);
        var applied = transactions.execute(transaction -> {
            jdbc.sql("select pg_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query()
                    .singleRow();
            var changes = applySections(document, known, prune, by);
            if (dryRun) {
                transaction.setRollbackOnly();
            } else {
                audit.record(by, "config.applied", "config", facts(changes, prune));
            }
            return changes;
        });
        var changes = Objects.requireNonNull(applied);
        return new Applied(dryRun, changes, waiting(changes));
    }

    private static Map<String, List<Change>> applySections(
            ConfigDocument document, List<ConfigSection> known, boolean prune, Actor by) {
        var changes = new LinkedHashMap<String, List<Change>>();
        for (var section : known) {
            var value = document.root().get(section.name());
            if (value == null) {
                continue;
            }
            try {
                changes.put(section.name(), section.apply(value, prune, by));
            } catch (ProblemException refused) {
                throw placed(refused, section.name(), document);
            }
        }
        return changes;
    }

    /** A section knows places within itself; the caller needs them within the file. */
    private static ProblemException placed(ProblemException refused, String section, ConfigDocument document) {
        var places = refused.places().isEmpty()
                ? List.of(document.place("/" + section, String.valueOf(refused.getMessage())))
                : refused.places().stream()
                        .map(place -> document.place(within(section, place), place.detail()))
                        .toList();
        var answer = new ProblemException(refused.type(), String.valueOf(refused.getMessage()), places);
        answer.addSuppressed(refused);
        return answer;
    }

    private static String within(String section, Place place) {
        var prefix = "/" + section;
        return place.pointer().startsWith(prefix + "/") ? place.pointer() : prefix + place.pointer();
    }

    private static List<Waiting> waiting(Map<String, List<Change>> changes) {
        return changes.entrySet().stream()
                .flatMap(section -> section.getValue().stream()
                        .filter(change -> change.kind() == Change.Kind.SUBMITTED)
                        .map(change -> new Waiting(section.getKey(), change.key(), change.detail())))
                .toList();
    }

    private static Map<String, String> facts(Map<String, List<Change>> changes, boolean prune) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("prune", String.valueOf(prune));
        changes.forEach((section, made) -> facts.put("section." + section, made.size() + " changes"));
        return facts;
    }

    private List<ConfigSection> inOrder() {
        return sections.stream()
                .sorted(Comparator.comparingInt(ConfigSection::order).thenComparing(ConfigSection::name))
                .toList();
    }
}
