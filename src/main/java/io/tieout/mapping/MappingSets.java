package io.tieout.mapping;

import io.tieout.access.Audit;
import io.tieout.inbox.Inbox;
import io.tieout.inbox.InboxFilter;
import io.tieout.kernel.Actor;
import io.tieout.kernel.CommonProblem;
import io.tieout.kernel.Ids;
import io.tieout.kernel.Page;
import io.tieout.kernel.ProblemException;
import io.tieout.mapping.internal.AskedCodes;
import io.tieout.mapping.internal.EntryRules;
import io.tieout.mapping.internal.MappingCache;
import io.tieout.mapping.internal.MappingCsv;
import io.tieout.mapping.internal.MappingRows;
import io.tieout.mapping.internal.TakingForce;
import io.tieout.mapping.internal.WaitKeys;
import java.io.Reader;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The life of mapping sets: draft, submitted, approved by a second person, in force from a day on, superseded; or rejected.
 * Every step is in the audit log. A set that takes force publishes {@link io.tieout.mapping.events.MappingTookForce} in the
 * same transaction and closes the work items that waited for its codes.
 */
@Service
public class MappingSets {

    private final MappingRows rows;
    private final MappingCache cache;
    private final TakingForce takingForce;
    private final WaitKeys waitKeys;
    private final AskedCodes asked;
    private final Mappings mappings;
    private final Inbox inbox;
    private final Audit audit;
    private final Clock clock;

    MappingSets(
            MappingRows rows,
            MappingCache cache,
            TakingForce takingForce,
            WaitKeys waitKeys,
            AskedCodes asked,
            Mappings mappings,
            Inbox inbox,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.cache = cache;
        this.takingForce = takingForce;
        this.waitKeys = waitKeys;
        this.asked = asked;
        this.mappings = mappings;
        this.inbox = inbox;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Makes a draft.
     *
     * @throws ProblemException {@code mapping.entry-invalid}
     */
    @Transactional
    public MappingSet propose(ProposeMapping proposal, Actor by) {
        EntryRules.check(proposal.partner(), proposal.entries());
        cache.revision().raise();
        var id = Ids.next();
        rows.insert(id, proposal, MappingSet.Approval.FOUR_EYES, by, clock.instant());
        return recorded("mapping.proposed", get(id), by, Map.of());
    }

    /**
     * Replaces the content of one's own draft.
     *
     * @param revision the one that was seen
     * @throws ProblemException {@code mapping.not-your-draft}, {@code mapping.entry-invalid}, {@code state.conflict},
     *     {@code version.stale}
     */
    @Transactional
    public MappingSet edit(
            UUID id, int revision, LocalDate validFrom, SortedMap<String, @Nullable String> entries, Actor by) {
        var set = lock(id, MappingSet.State.DRAFT);
        if (!set.proposedBy().equals(by)) {
            throw new ProblemException(
                    MappingProblem.NOT_YOUR_DRAFT, set.proposedBy().name() + " proposed it");
        }
        EntryRules.check(set.partner(), entries);
        if (!rows.edit(id, revision, validFrom, entries)) {
            throw new ProblemException(
                    CommonProblem.STALE_VERSION, "It is at revision " + set.revision() + ", not " + revision);
        }
        return recorded("mapping.edited", get(id), by, Map.of());
    }

    /**
     * Lays a draft before a second person.
     *
     * @throws ProblemException {@code state.conflict}, {@code mapping.nothing-changes}
     */
    @Transactional
    public MappingSet submit(UUID id, Actor by) {
        var set = lock(id, MappingSet.State.DRAFT);
        if (changes(set).isEmpty()) {
            throw new ProblemException(
                    MappingProblem.NOTHING_CHANGES, "All " + set.entries().size() + " entries are already in force");
        }
        rows.submit(id, by, clock.instant());
        return recorded("mapping.submitted", get(id), by, Map.of());
    }

    /**
     * Approves it; it takes force at once where its day has come, else on its day.
     *
     * @throws ProblemException {@code four-eyes.same-person}, {@code state.conflict}
     */
    @Transactional
    public MappingSet approve(UUID id, Actor by) {
        cache.revision().raise();
        var set = lock(id, MappingSet.State.SUBMITTED);
        if (by.kind() == Actor.Kind.SYSTEM || by.equals(set.proposedBy()) || by.equals(set.submittedBy())) {
            throw new ProblemException(
                    CommonProblem.FOUR_EYES_SAME_PERSON,
                    set.proposedBy().name() + " proposed it; another must approve");
        }
        rows.decide(id, MappingSet.State.APPROVED, by, null, clock.instant());
        var approved = recorded("mapping.approved", get(id), by, Map.of());
        if (approved.validFrom().isAfter(takingForce.today())) {
            return approved;
        }
        takingForce.now(approved, by);
        return get(id);
    }

    /** Turns it down; its proposer may do so too. @throws ProblemException {@code state.conflict}, {@code request.invalid} */
    @Transactional
    public MappingSet reject(UUID id, String reason, Actor by) {
        if (reason.isBlank()) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "A rejection needs a reason");
        }
        lock(id, MappingSet.State.SUBMITTED, MappingSet.State.DRAFT);
        rows.decide(id, MappingSet.State.REJECTED, by, reason, clock.instant());
        return recorded("mapping.rejected", get(id), by, Map.of("reason", reason));
    }

    /**
     * Puts a set in force without a second person: the first configuration of a hub that holds no business data yet.
     *
     * @throws ProblemException {@code state.conflict} where the hub holds business data, {@code mapping.entry-invalid}
     */
    @Transactional
    public MappingSet bootstrap(ProposeMapping proposal, Actor by) {
        if (!isEmptyHub()) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "The hub holds business data");
        }
        EntryRules.check(proposal.partner(), proposal.entries());
        cache.revision().raise();
        var id = Ids.next();
        rows.insert(id, proposal, MappingSet.Approval.BOOTSTRAP, by, clock.instant());
        rows.decide(id, MappingSet.State.APPROVED, by, "No business data yet", clock.instant());
        var approved =
                recorded("mapping.bootstrapped", get(id), by, Map.of("because", "the hub holds no business data yet"));
        if (!approved.validFrom().isAfter(takingForce.today())) {
            takingForce.now(approved, by);
        }
        return get(id);
    }

    /** Whether no message ever came in, so that there is nothing yet that a mapping could falsify. */
    @Transactional(readOnly = true)
    public boolean isEmptyHub() {
        return inbox.list(new InboxFilter(null, null, null), 1, null).items().isEmpty();
    }

    @Transactional(readOnly = true)
    public Optional<MappingSet> find(UUID id) {
        return rows.find(id);
    }

    /** Newest first; with kind and partner it is their history. */
    @Transactional(readOnly = true)
    public Page<MappingSet> list(MappingFilter filter, int limit, @Nullable String after) {
        return Page.of(
                rows.list(filter, after == null ? null : cursor(after), limit + 1),
                limit,
                set -> set.id().toString());
    }

    /** What would mean something else by this set, on its first day. @throws ProblemException {@code not-found} */
    @Transactional(readOnly = true)
    public List<MappingChange> diff(UUID id) {
        return changes(get(id));
    }

    /** What the set would do if it took force now. Changes nothing. @throws ProblemException {@code not-found} */
    @Transactional(readOnly = true)
    public Simulation simulate(UUID id) {
        var set = get(id);
        var keys = List.copyOf(waitKeys.satisfiedBy(set));
        var waiting = waitKeys.waiting();
        return new Simulation(
                changes(set), keys, keys.stream().filter(waiting::contains).count());
    }

    /** Codes that were asked for and still have no mapping. */
    @Transactional(readOnly = true)
    public List<UnmappedCode> coverage(@Nullable MappingKind kind) {
        var today = takingForce.today();
        return asked.all(kind).stream()
                .filter(one ->
                        !mappings.inForce(one.kind(), one.partner(), today).containsKey(one.code()))
                .toList();
    }

    /** What is in force on a day as CSV ({@code code,value}), by code; of the partner's own sets only. */
    @Transactional(readOnly = true)
    public String exportCsv(MappingKind kind, String partner, LocalDate on) {
        return MappingCsv.write(cache.table(kind, partner), on);
    }

    /**
     * Makes a draft of a CSV file ({@code code,value}, with a header); an empty value withdraws the code.
     *
     * @throws ProblemException {@code mapping.entry-invalid} with the line
     */
    @Transactional
    public MappingSet importCsv(MappingKind kind, String partner, LocalDate validFrom, Reader csv, Actor by) {
        return propose(new ProposeMapping(kind, partner, validFrom, MappingCsv.read(csv), "Imported from CSV"), by);
    }

    private List<MappingChange> changes(MappingSet set) {
        var before = mappings.inForce(set.kind(), set.partner(), set.validFrom());
        var fallback = mappings.inForce(set.kind(), MappingSet.ANY_PARTNER, set.validFrom());
        var changes = new ArrayList<MappingChange>();
        set.entries().forEach((code, value) -> {
            var was = value(before.get(code));
            var becomes =
                    value != null || set.partner().equals(MappingSet.ANY_PARTNER) ? value : value(fallback.get(code));
            if (!Objects.equals(was, becomes)) {
                changes.add(new MappingChange(code, was, becomes));
            }
        });
        return changes;
    }

    private static @Nullable String value(Resolution.@Nullable Mapped mapped) {
        return mapped == null ? null : mapped.value();
    }

    private MappingSet lock(UUID id, MappingSet.State... states) {
        var set = rows.lock(id).orElseThrow(() -> missing(id));
        if (!List.of(states).contains(set.state())) {
            throw new ProblemException(CommonProblem.STATE_CONFLICT, "The mapping set is " + set.state());
        }
        return set;
    }

    private MappingSet get(UUID id) {
        return rows.find(id).orElseThrow(() -> missing(id));
    }

    private static ProblemException missing(UUID id) {
        return new ProblemException(CommonProblem.NOT_FOUND, "There is no mapping set " + id);
    }

    private MappingSet recorded(String action, MappingSet set, Actor by, Map<String, String> more) {
        var detail = new HashMap<>(more);
        detail.put("kind", set.kind().code());
        detail.put("partner", set.partner());
        detail.put("number", String.valueOf(set.number()));
        detail.put("validFrom", set.validFrom().toString());
        detail.put("entries", String.valueOf(set.entries().size()));
        audit.record(by, action, set.id().toString(), detail);
        return set;
    }

    private static UUID cursor(String after) {
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException notOurs) {
            throw new ProblemException(CommonProblem.REQUEST_INVALID, "No such cursor: " + after, notOurs);
        }
    }
}
