package io.tieout.channels;

import io.tieout.access.Audit;
import io.tieout.channels.declarative.AdapterRows;
import io.tieout.channels.declarative.DeclaredAdapters;
import io.tieout.channels.declarative.Definitions;
import io.tieout.channels.declarative.Translation;
import io.tieout.channels.format.JsonFields;
import io.tieout.channels.internal.Adapters;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;

/**
 * The life of declarative adapters: draft, submitted, approved by a second person and so in force, superseded; or rejected. A
 * version is submitted and approved only where all its samples become what is expected of them. Every step is in the audit
 * log. Connections name an adapter by its code and get the version in force.
 */
@Service
public class DeclarativeAdapters {

    private static final Actor PRODUCT = Actor.system("tieout");

    private final AdapterRows rows;
    private final DeclaredAdapters declared;
    private final Translation translation;
    private final Adapters adapters;
    private final Audit audit;
    private final Clock clock;

    DeclarativeAdapters(
            AdapterRows rows,
            DeclaredAdapters declared,
            Translation translation,
            Adapters adapters,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.declared = declared;
        this.translation = translation;
        this.adapters = adapters;
        this.audit = audit;
        this.clock = clock;
    }

    /** A definition as it is sent. @throws ProblemException {@code adapter.definition-invalid} with the places */
    public static AdapterDefinition read(JsonNode document) {
        return Definitions.read(document);
    }

    /** In the form that {@link #read} takes. */
    public static JsonNode write(AdapterDefinition definition) {
        return Definitions.json(definition);
    }

    /** A payload as strictly as a message is read. @throws ProblemException {@code message.unreadable} with the place */
    public static JsonNode readPayload(String text) {
        try {
            return JsonFields.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .node();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The JSON schemas of a definition and of what an expression must make. */
    public static JsonNode schemas() {
        return Definitions.schemas();
    }

    /**
     * Makes a draft, which may still be wrong.
     *
     * @throws ProblemException {@code adapter.code-taken}
     */
    @Transactional
    public AdapterVersion propose(AdapterDefinition definition, @Nullable String note, Actor by) {
        if (adapters.isCode(definition.code())) {
            throw new ProblemException(
                    AdapterProblem.CODE_TAKEN, "Adapter " + definition.code() + " comes with the product as code");
        }
        declared.revision().raise();
        var id = Ids.next();
        rows.insert(id, definition, note, AdapterVersion.Approval.FOUR_EYES, by, clock.instant());
        return recorded("adapter.proposed", get(id), by, Map.of());
    }

    /**
     * Replaces the content of one's own draft.
     *
     * @param revision the one that was seen
     * @throws ProblemException {@code adapter.not-your-draft}, {@code state.conflict}, {@code version.stale}, {@code
     *     request.invalid} where the code is another
     */
    @Transactional
    public AdapterVersion edit(UUID id, int revision, AdapterDefinition definition, @Nullable String note, Actor by) {
        var version = lock(id, AdapterVersion.State.DRAFT);
        if (!version.proposedBy().equals(by)) {
            throw new ProblemException(
                    AdapterProblem.NOT_YOUR_DRAFT, version.proposedBy().name() + " proposed it");
        }
        if (!version.code().equals(definition.code())) {
            throw new ProblemException(
                    CommonProblem.REQUEST_INVALID,
                    "The code stays " + version.code(),
                    List.of(new ProblemException.Place("/definition/code", "stays " + version.code())));
        }
        if (!rows.edit(id, revision, definition, note)) {
            throw new ProblemException(
                    CommonProblem.STALE_VERSION, "It is at revision " + version.revision() + ", not " + revision);
        }
        return recorded("adapter.edited", get(id), by, Map.of());
    }

    /**
     * What an adapter makes of a payload. Stores nothing, and may be asked about a draft that is not even saved.
     *
     * @throws ProblemException with a code of {@link AdapterProblem}
     */
    @Transactional(propagation = Propagation.SUPPORTS)
    public AdapterTrial attempt(AdapterDefinition definition, String kind, JsonNode payload) {
        return translation.attempt(
                definition,
                definition
                        .kind(kind)
                        .orElseThrow(() -> new ProblemException(
                                ChannelProblem.KIND_UNKNOWN, "Adapter " + definition.code() + " has no kind " + kind)),
                payload);
    }

    /**
     * Lays a draft before a second person.
     *
     * @throws ProblemException {@code state.conflict}, {@code adapter.expression-invalid},
     *     {@code adapter.samples-missing}, {@code adapter.sample-differs}
     */
    @Transactional
    public AdapterVersion submit(UUID id, Actor by) {
        var version = lock(id, AdapterVersion.State.DRAFT);
        translation.demandSound(version.definition());
        rows.submit(id, by, clock.instant());
        return recorded("adapter.submitted", get(id), by, Map.of());
    }

    /**
     * Approves it, which puts it in force at once.
     *
     * @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}, {@code adapter.sample-differs}
     */
    @Transactional
    public AdapterVersion approve(UUID id, Actor by) {
        declared.revision().raise();
        var version = lock(id, AdapterVersion.State.SUBMITTED);
        if (by.kind() == Actor.Kind.SYSTEM || by.equals(version.proposedBy()) || by.equals(version.submittedBy())) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON,
                    version.proposedBy().name() + " proposed it; another must approve");
        }
        translation.demandSound(version.definition());
        rows.decide(id, version.code(), AdapterVersion.State.IN_FORCE, by, null, clock.instant());
        return recorded("adapter.approved", get(id), by, Map.of());
    }

    /** Turns it down; its proposer may do so too. @throws ProblemException {@code state.conflict}, {@code request.invalid} */
    @Transactional
    public AdapterVersion reject(UUID id, String reason, Actor by) {
        if (reason.isBlank()) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A rejection needs a reason");
        }
        var version = lock(id, AdapterVersion.State.SUBMITTED, AdapterVersion.State.DRAFT);
        rows.decide(id, version.code(), AdapterVersion.State.REJECTED, by, reason, clock.instant());
        return recorded("adapter.rejected", get(id), by, Map.of("reason", reason));
    }

    /**
     * Makes the product's own definition be as stated; to be called at every start. A version that a person brought in force
     * stays in force.
     */
    @Transactional
    public void seed(AdapterDefinition definition) {
        declared.revision().raise(); // of several nodes that start at once, one writes
        var before = rows.newestBuiltIn(definition.code());
        if (before.isPresent() && before.get().definition().equals(definition)) {
            return;
        }
        translation.demandSound(definition);
        var id = Ids.next();
        rows.insert(
                id, definition, "Comes with the product", AdapterVersion.Approval.BUILT_IN, PRODUCT, clock.instant());
        var own = inForce(definition.code())
                .filter(version -> version.approval() == AdapterVersion.Approval.FOUR_EYES)
                .isPresent();
        rows.decide(
                id,
                definition.code(),
                own ? AdapterVersion.State.REJECTED : AdapterVersion.State.IN_FORCE,
                PRODUCT,
                own ? "A version of this hub's own is in force" : null,
                clock.instant());
        recorded("adapter.seeded", get(id), PRODUCT, Map.of());
    }

    @Transactional(readOnly = true)
    public Optional<AdapterVersion> find(UUID id) {
        return rows.find(id);
    }

    @Transactional(readOnly = true)
    public Optional<AdapterVersion> inForce(String code) {
        return rows.list(code, AdapterVersion.State.IN_FORCE, null, 1).stream().findFirst();
    }

    /** How many wait for a second person. */
    @Transactional(readOnly = true)
    public long submitted() {
        return rows.submitted();
    }

    /** Newest first. @param code null is any @param state null is any */
    @Transactional(readOnly = true)
    public Page<AdapterVersion> list(
            @Nullable String code, AdapterVersion.@Nullable State state, int limit, @Nullable String after) {
        return Page.of(
                rows.list(code, state, after == null ? null : cursor(after), limit + 1),
                limit,
                version -> version.id().toString());
    }

    private AdapterVersion lock(UUID id, AdapterVersion.State... states) {
        var version = rows.lock(id).orElseThrow(() -> missing(id));
        if (!List.of(states).contains(version.state())) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "The version is " + version.state());
        }
        return version;
    }

    private AdapterVersion get(UUID id) {
        return rows.find(id).orElseThrow(() -> missing(id));
    }

    private static ProblemException missing(UUID id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no adapter version " + id);
    }

    private AdapterVersion recorded(String action, AdapterVersion version, Actor by, Map<String, String> more) {
        var detail = new HashMap<>(more);
        detail.put("code", version.code());
        detail.put("number", String.valueOf(version.number()));
        detail.put("state", version.state().name());
        audit.record(by, action, "adapter:" + version.code(), detail);
        return version;
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + after, notOurs);
        }
    }
}
